package dev.leat.broker.group;

import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.controller.group.api.OffsetDeleteCall;
import dev.leat.controller.group.api.TopicDirectory;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.OffsetDeleteRequest;

/** OffsetDelete: forgets offsets of topics that a group no longer consumes (KIP-496). */
public final class OffsetDeleteHandler implements ApiHandler<OffsetDeleteRequest> {
    private final GroupShards shards;
    private final TopicDirectory topics;

    public OffsetDeleteHandler(GroupShards shards, TopicDirectory topics) {
        this.shards = shards;
        this.topics = topics;
    }

    @Override
    public ApiKey key() {
        return ApiKey.OFFSET_DELETE;
    }

    @Override
    public void handle(OffsetDeleteRequest request, RequestContext context) {
        OffsetDeleteCall call = new OffsetDeleteCall(request, topics);
        shards.ask(call.groupId(), call::request, reply -> context.reply(call.response(reply)));
    }
}
