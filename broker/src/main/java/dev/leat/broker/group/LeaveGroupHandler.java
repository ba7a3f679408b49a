package dev.leat.broker.group;

import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.controller.group.GroupReply;
import dev.leat.controller.group.api.LeaveGroupApi;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.LeaveGroupRequest;

/** LeaveGroup: takes members out of a group. */
public final class LeaveGroupHandler implements ApiHandler<LeaveGroupRequest> {
    private final GroupShards shards;

    public LeaveGroupHandler(GroupShards shards) {
        this.shards = shards;
    }

    @Override
    public ApiKey key() {
        return ApiKey.LEAVE_GROUP;
    }

    @Override
    public void handle(LeaveGroupRequest request, RequestContext context) {
        shards.<GroupReply.LeaveReply>ask(
                request.groupId(),
                replyTo -> LeaveGroupApi.request(request, context.version(), replyTo),
                reply -> context.reply(LeaveGroupApi.response(reply, context.version())));
    }
}
