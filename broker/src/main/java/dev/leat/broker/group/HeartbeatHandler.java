package dev.leat.broker.group;

import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.controller.group.GroupReply;
import dev.leat.controller.group.api.HeartbeatApi;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.HeartbeatRequest;

/** Heartbeat: keeps a member in its group. */
public final class HeartbeatHandler implements ApiHandler<HeartbeatRequest> {
    private final GroupShards shards;

    public HeartbeatHandler(GroupShards shards) {
        this.shards = shards;
    }

    @Override
    public ApiKey key() {
        return ApiKey.HEARTBEAT;
    }

    @Override
    public void handle(HeartbeatRequest request, RequestContext context) {
        shards.<GroupReply.HeartbeatReply>ask(
                request.groupId(),
                replyTo -> HeartbeatApi.request(request, replyTo),
                reply -> context.reply(HeartbeatApi.response(reply)));
    }
}
