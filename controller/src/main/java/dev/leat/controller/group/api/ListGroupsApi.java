package dev.leat.controller.group.api;

import dev.leat.controller.group.GroupReply.ListReply;
import dev.leat.controller.group.GroupRequest.ListGroups;
import dev.leat.controller.group.ReplyTo;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ListGroupsRequest;
import dev.leat.protocol.message.ListGroupsResponse;
import dev.leat.protocol.message.ListGroupsResponse.ListedGroup;
import java.util.List;
import java.util.Set;

/** ListGroups 0 to 5: from 4 with a filter by state, from 5 by type. Ask every coordinator of this broker. */
public final class ListGroupsApi {
    private ListGroupsApi() {}

    public static ListGroups request(ListGroupsRequest request, ReplyTo<ListReply> replyTo) {
        return new ListGroups(replyTo, Set.copyOf(request.statesFilter()), Set.copyOf(request.typesFilter()));
    }

    /**
     * All groups of this broker. A partition it does not lead counts for nothing; one that is loading makes the whole list
     * incomplete, and the client is told to come back.
     */
    public static ListGroupsResponse response(List<ListReply> replies) {
        for (ListReply reply : replies) {
            if (reply.error() != ErrorCode.NONE && reply.error() != ErrorCode.NOT_COORDINATOR) {
                return ListGroupsResponse.builder()
                        .errorCode(reply.error().code())
                        .build();
            }
        }
        return ListGroupsResponse.builder()
                .groups(replies.stream()
                        .flatMap(reply -> reply.groups().stream())
                        .map(group -> ListedGroup.builder()
                                .groupId(group.groupId())
                                .protocolType(group.protocolType())
                                .groupState(group.state().wireName())
                                .groupType(group.type())
                                .build())
                        .toList())
                .build();
    }
}
