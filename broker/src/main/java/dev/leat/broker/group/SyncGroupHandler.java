package dev.leat.broker.group;

import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.controller.group.GroupReply;
import dev.leat.controller.group.api.SyncGroupApi;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.SyncGroupRequest;

/** SyncGroup: brings the assignment of a generation, and gives each member its own. */
public final class SyncGroupHandler implements ApiHandler<SyncGroupRequest> {
    private final GroupShards shards;

    public SyncGroupHandler(GroupShards shards) {
        this.shards = shards;
    }

    @Override
    public ApiKey key() {
        return ApiKey.SYNC_GROUP;
    }

    @Override
    public void handle(SyncGroupRequest request, RequestContext context) {
        shards.<GroupReply.SyncReply>ask(
                request.groupId(),
                replyTo -> SyncGroupApi.request(request, context.version(), replyTo),
                reply -> context.reply(SyncGroupApi.response(reply)));
    }
}
