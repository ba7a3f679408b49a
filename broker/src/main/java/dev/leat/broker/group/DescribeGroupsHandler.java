package dev.leat.broker.group;

import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.controller.group.GroupReply;
import dev.leat.controller.group.GroupRequest;
import dev.leat.controller.group.api.DescribeGroupsApi;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.DescribeGroupsRequest;

/** DescribeGroups: state and members of groups. */
public final class DescribeGroupsHandler implements ApiHandler<DescribeGroupsRequest> {
    private final GroupShards shards;
    private static final int NOT_ASKED_FOR = Integer.MIN_VALUE; // authorized operations: there is no login yet

    public DescribeGroupsHandler(GroupShards shards) {
        this.shards = shards;
    }

    @Override
    public ApiKey key() {
        return ApiKey.DESCRIBE_GROUPS;
    }

    @Override
    public void handle(DescribeGroupsRequest request, RequestContext context) {
        shards.<GroupReply.DescribeReply>askEach(
                        request.groups(),
                        (index, replyTo) -> new GroupRequest.Describe(
                                replyTo, request.groups().get(index)))
                .thenAccept(replies ->
                        context.reply(DescribeGroupsApi.response(replies, context.version(), NOT_ASKED_FOR)));
    }
}
