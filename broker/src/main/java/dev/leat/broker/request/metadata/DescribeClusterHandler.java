package dev.leat.broker.request.metadata;

import dev.leat.broker.cluster.ClusterView;
import dev.leat.broker.cluster.Endpoints;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.controller.cluster.ClusterImage;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.DescribeClusterRequest;
import dev.leat.protocol.message.DescribeClusterResponse;

/** DescribeCluster: cluster id, controller and brokers. */
public final class DescribeClusterHandler implements ApiHandler<DescribeClusterRequest> {
    private static final byte BROKERS = 1;

    private final ClusterView cluster;
    private final Endpoints endpoints;

    public DescribeClusterHandler(ClusterView cluster, Endpoints endpoints) {
        this.cluster = cluster;
        this.endpoints = endpoints;
    }

    @Override
    public ApiKey key() {
        return ApiKey.DESCRIBE_CLUSTER;
    }

    @Override
    public void handle(DescribeClusterRequest request, RequestContext context) {
        ClusterImage image = cluster.image();
        var response =
                DescribeClusterResponse.builder().clusterId(image.clusterId().toString());
        if (request.endpointType() != BROKERS) {
            context.reply(response.errorCode(ErrorCode.MISMATCHED_ENDPOINT_TYPE.code())
                    .errorMessage("This is a broker; Leat has no controller listeners.")
                    .build());
            return;
        }
        context.reply(response.controllerId(image.controllerId())
                .brokers(endpoints.all(image).stream()
                        .map(node -> DescribeClusterResponse.DescribeClusterBroker.builder()
                                .brokerId(node.id())
                                .host(node.host())
                                .port(node.port())
                                .rack(node.rack())
                                .build())
                        .toList())
                .build());
    }
}
