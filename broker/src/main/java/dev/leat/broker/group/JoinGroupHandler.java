package dev.leat.broker.group;

import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.controller.group.GroupReply;
import dev.leat.controller.group.api.JoinGroupApi;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.JoinGroupRequest;

/** JoinGroup: takes a member into a group's next generation; answered when that is fixed. */
public final class JoinGroupHandler implements ApiHandler<JoinGroupRequest> {
    private final GroupShards shards;

    public JoinGroupHandler(GroupShards shards) {
        this.shards = shards;
    }

    @Override
    public ApiKey key() {
        return ApiKey.JOIN_GROUP;
    }

    @Override
    public void handle(JoinGroupRequest request, RequestContext context) {
        shards.<GroupReply.JoinReply>ask(
                request.groupId(),
                replyTo -> JoinGroupApi.request(
                        request,
                        context.version(),
                        context.clientId(),
                        "/" + context.connection().clientHost(), // as Kafka writes it
                        replyTo),
                reply -> context.reply(JoinGroupApi.response(reply, context.version())));
    }
}
