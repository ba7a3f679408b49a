package dev.leat.controller.group.api;

import dev.leat.controller.group.GroupReply.DeleteGroupReply;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.DeleteGroupsResponse;
import dev.leat.protocol.message.DeleteGroupsResponse.DeletableGroupResult;
import java.util.List;

/**
 * DeleteGroups 0 to 3. Ask each group's coordinator with {@link dev.leat.controller.group.GroupRequest.DeleteGroup}, once
 * for a group named twice.
 */
public final class DeleteGroupsApi {
    private DeleteGroupsApi() {}

    public static DeleteGroupsResponse response(List<DeleteGroupReply> replies) {
        return DeleteGroupsResponse.builder()
                .results(replies.stream()
                        .map(reply -> DeletableGroupResult.builder()
                                .groupId(reply.groupId())
                                .errorCode(reply.error().code())
                                .errorMessage(
                                        reply.error() == ErrorCode.NONE
                                                ? null
                                                : reply.error().meaning())
                                .build())
                        .toList())
                .build();
    }
}
