package dev.leat.broker.group;

import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.controller.group.api.OffsetCommitCall;
import dev.leat.controller.group.api.TopicDirectory;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.OffsetCommitRequest;

/** OffsetCommit: keeps how far a group has consumed. */
public final class OffsetCommitHandler implements ApiHandler<OffsetCommitRequest> {
    private final GroupShards shards;
    private final TopicDirectory topics;

    public OffsetCommitHandler(GroupShards shards, TopicDirectory topics) {
        this.shards = shards;
        this.topics = topics;
    }

    @Override
    public ApiKey key() {
        return ApiKey.OFFSET_COMMIT;
    }

    @Override
    public void handle(OffsetCommitRequest request, RequestContext context) {
        OffsetCommitCall call = new OffsetCommitCall(request, context.version(), topics);
        if (call.needsNoCoordinator()) {
            context.reply(call.responseWithoutCoordinator());
            return;
        }
        shards.ask(call.groupId(), call::request, reply -> context.reply(call.response(reply)));
    }
}
