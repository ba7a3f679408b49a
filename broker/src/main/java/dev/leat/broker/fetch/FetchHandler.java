package dev.leat.broker.fetch;

import dev.leat.broker.metrics.Limit;
import dev.leat.broker.metrics.Metrics;
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
    private final Metrics metrics;

    public FetchHandler(FetchPlanner planner, Partitions partitions, Metrics metrics) {
        this(planner, new LocalPartitions(partitions), metrics);
    }

    private FetchHandler(FetchPlanner planner, LocalPartitions local, Metrics metrics) {
        this(planner, local, local, metrics);
    }

    FetchHandler(FetchPlanner planner, PartitionReader reader, FetchParking parking, Metrics metrics) {
        this.planner = planner;
        this.reader = reader;
        this.parking = parking;
        this.metrics = metrics;
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
                        metrics.partitions(),
                        results -> answer(plan, results, context),
                        context::replyNothing)
                .start();
    }

    private static FetchResponse failure(ErrorCode error) {
        return FetchResponse.builder().errorCode(error.code()).build();
    }

    private void answer(FetchPlan plan, List<FetchResult> results, RequestContext context) {
        if (plan.isCutShort(results)) {
            metrics.limits().increment(Limit.FETCH_BYTES);
        }
        List<FetchResult> told = FetchAnswer.select(plan, results);
        context.reply(FetchAnswer.of(plan, told), () -> told.forEach(FetchResult::release));
    }
}
