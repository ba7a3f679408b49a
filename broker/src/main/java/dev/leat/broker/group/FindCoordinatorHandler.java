package dev.leat.broker.group;

import dev.leat.broker.cluster.AutoTopics;
import dev.leat.broker.cluster.ClusterView;
import dev.leat.broker.cluster.Endpoints;
import dev.leat.broker.cluster.InternalTopics;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.controller.cluster.ClusterImage;
import dev.leat.controller.cluster.PartitionState;
import dev.leat.controller.cluster.TopicImage;
import dev.leat.controller.group.GroupPartitions;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.FindCoordinatorRequest;
import dev.leat.protocol.message.FindCoordinatorResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** FindCoordinator: which broker coordinates a group. Makes the offsets topic when the first group asks. */
public final class FindCoordinatorHandler implements ApiHandler<FindCoordinatorRequest> {
    private static final int FIRST_VERSION_WITH_MANY_KEYS = 4; // KIP-699
    private static final byte GROUP = 0;
    private static final byte TRANSACTION = 1;
    private static final String NO_TRANSACTIONS = "Leat has no transactions yet; see docs/STATUS.md.";

    private final ClusterView cluster;
    private final Endpoints endpoints;
    private final AutoTopics topics;

    public FindCoordinatorHandler(ClusterView cluster, Endpoints endpoints, AutoTopics topics) {
        this.cluster = cluster;
        this.endpoints = endpoints;
        this.topics = topics;
    }

    @Override
    public ApiKey key() {
        return ApiKey.FIND_COORDINATOR;
    }

    @Override
    public void handle(FindCoordinatorRequest request, RequestContext context) {
        if (request.keyType() == GROUP && cluster.image().topic(InternalTopics.CONSUMER_OFFSETS) == null) {
            topics.ensure(List.of(InternalTopics.CONSUMER_OFFSETS))
                    .whenComplete((failures, fault) -> answer(request, context));
        } else {
            answer(request, context);
        }
    }

    private void answer(FindCoordinatorRequest request, RequestContext context) {
        if (context.version() >= FIRST_VERSION_WITH_MANY_KEYS) {
            context.reply(FindCoordinatorResponse.builder()
                    .coordinators(request.coordinatorKeys().stream()
                            .map(key -> toResponse(key, find(request.keyType(), key)))
                            .toList())
                    .build());
            return;
        }
        Located located = find(request.keyType(), request.key());
        context.reply(FindCoordinatorResponse.builder()
                .errorCode(located.error().code())
                .errorMessage(located.message())
                .nodeId(located.node().id())
                .host(located.node().host())
                .port(located.node().port())
                .build());
    }

    private static FindCoordinatorResponse.Coordinator toResponse(String key, Located located) {
        return FindCoordinatorResponse.Coordinator.builder()
                .key(key)
                .nodeId(located.node().id())
                .host(located.node().host())
                .port(located.node().port())
                .errorCode(located.error().code())
                .errorMessage(located.message())
                .build();
    }

    private Located find(byte keyType, String key) {
        if (keyType == TRANSACTION) {
            return Located.failed(ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED, NO_TRANSACTIONS);
        }
        if (keyType != GROUP) {
            return Located.failed(ErrorCode.INVALID_REQUEST, "Coordinators of type " + keyType + " do not exist here.");
        }
        ClusterImage image = cluster.image();
        TopicImage offsets = image.topic(InternalTopics.CONSUMER_OFFSETS);
        PartitionState home =
                offsets == null ? null : offsets.partition(GroupPartitions.partitionFor(key, offsets.partitionCount()));
        Endpoints.Node node = home == null ? null : endpoints.find(image, home.leader());
        return node == null
                ? Located.failed(ErrorCode.COORDINATOR_NOT_AVAILABLE, null)
                : new Located(node, ErrorCode.NONE, null);
    }

    private record Located(
            Endpoints.Node node, ErrorCode error, @Nullable String message) {
        private static final Endpoints.Node NOWHERE = new Endpoints.Node(-1, "", -1, null);

        static Located failed(ErrorCode error, @Nullable String message) {
            return new Located(NOWHERE, error, message);
        }
    }
}
