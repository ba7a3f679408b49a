package dev.leat.broker.fetch;

import dev.leat.broker.metrics.Counters;
import dev.leat.broker.metrics.PartitionMetric;
import dev.leat.broker.partition.Partitions;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.FetchRequest;
import dev.leat.protocol.message.FetchResponse;
import java.util.List;

/** Fetch: reads partitions for consumers, waiting for data if they ask to. Followers' fetches are refused as yet. */
public final class FetchHandler implements ApiHandler<FetchRequest> {
    private static final int NO_REPLICA = -1;

    private final FetchPlanner planner;
    private final PartitionReader reader;
    private final FetchParking parking;
    private final Counters<PartitionMetric> counts;

    public FetchHandler(FetchPlanner planner, Partitions partitions, Counters<PartitionMetric> counts) {
        this(planner, new LocalPartitions(partitions), counts);
    }

    private FetchHandler(FetchPlanner planner, LocalPartitions local, Counters<PartitionMetric> counts) {
        this(planner, local, local, counts);
    }

    FetchHandler(FetchPlanner planner, PartitionReader reader, FetchParking parking, Counters<PartitionMetric> counts) {
        this.planner = planner;
        this.reader = reader;
        this.parking = parking;
        this.counts = counts;
    }

    @Override
    public ApiKey key() {
        return ApiKey.FETCH;
    }

    @Override
    public void handle(FetchRequest request, RequestContext context) {
        if (request.replicaId() > NO_REPLICA || request.replicaState().replicaId() > NO_REPLICA) {
            context.reply(failure(ErrorCode.CLUSTER_AUTHORIZATION_FAILED)); // nobody else is a replica (CVE-2018-1288)
            return;
        }
        FetchPlanner.Planned planned = planner.plan(request, context.version());
        FetchPlan plan = planned.plan();
        if (plan == null) {
            context.reply(failure(planned.error()));
            return;
        }
        new PendingFetch(
                        plan,
                        reader,
                        parking,
                        context.connection(),
                        counts,
                        results -> answer(plan, results, context),
                        context::replyNothing)
                .start();
    }

    private static FetchResponse failure(ErrorCode error) {
        return FetchResponse.builder().errorCode(error.code()).build();
    }

    private static void answer(FetchPlan plan, List<FetchResult> results, RequestContext context) {
        List<FetchResult> told = FetchAnswer.select(plan, results);
        context.reply(FetchAnswer.of(plan, told), () -> told.forEach(FetchResult::release));
    }
}
