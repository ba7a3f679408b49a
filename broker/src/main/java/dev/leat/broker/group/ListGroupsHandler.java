package dev.leat.broker.group;

import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.controller.group.GroupReply;
import dev.leat.controller.group.api.ListGroupsApi;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ListGroupsRequest;

/** ListGroups: the groups of which this broker is the coordinator. */
public final class ListGroupsHandler implements ApiHandler<ListGroupsRequest> {
    private final GroupShards shards;

    public ListGroupsHandler(GroupShards shards) {
        this.shards = shards;
    }

    @Override
    public ApiKey key() {
        return ApiKey.LIST_GROUPS;
    }

    @Override
    public void handle(ListGroupsRequest request, RequestContext context) {
        shards.<GroupReply.ListReply>askAll(replyTo -> ListGroupsApi.request(request, replyTo))
                .thenAccept(replies -> context.reply(ListGroupsApi.response(replies)));
    }
}
