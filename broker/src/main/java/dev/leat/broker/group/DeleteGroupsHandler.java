package dev.leat.broker.group;

import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.controller.group.GroupReply;
import dev.leat.controller.group.GroupRequest;
import dev.leat.controller.group.api.DeleteGroupsApi;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.DeleteGroupsRequest;

/** DeleteGroups: removes groups without members, with their offsets. */
public final class DeleteGroupsHandler implements ApiHandler<DeleteGroupsRequest> {
    private final GroupShards shards;

    public DeleteGroupsHandler(GroupShards shards) {
        this.shards = shards;
    }

    @Override
    public ApiKey key() {
        return ApiKey.DELETE_GROUPS;
    }

    @Override
    public void handle(DeleteGroupsRequest request, RequestContext context) {
        shards.<GroupReply.DeleteGroupReply>askEach(
                        request.groupsNames(),
                        (index, replyTo) -> new GroupRequest.DeleteGroup(
                                replyTo, request.groupsNames().get(index)))
                .thenAccept(replies -> context.reply(DeleteGroupsApi.response(replies)));
    }
}
