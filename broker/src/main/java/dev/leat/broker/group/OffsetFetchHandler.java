package dev.leat.broker.group;

import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.controller.group.GroupReply;
import dev.leat.controller.group.api.OffsetFetchCall;
import dev.leat.controller.group.api.TopicDirectory;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.OffsetFetchRequest;

/** OffsetFetch: how far groups have consumed. */
public final class OffsetFetchHandler implements ApiHandler<OffsetFetchRequest> {
    private final GroupShards shards;
    private final TopicDirectory topics;

    public OffsetFetchHandler(GroupShards shards, TopicDirectory topics) {
        this.shards = shards;
        this.topics = topics;
    }

    @Override
    public ApiKey key() {
        return ApiKey.OFFSET_FETCH;
    }

    @Override
    public void handle(OffsetFetchRequest request, RequestContext context) {
        OffsetFetchCall call = new OffsetFetchCall(request, context.version(), topics);
        shards.<GroupReply.FetchReply>askEach(call.groupIds(), call::request)
                .thenAccept(replies -> context.reply(call.response(replies)));
    }
}
