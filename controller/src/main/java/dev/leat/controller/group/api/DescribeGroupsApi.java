package dev.leat.controller.group.api;

import dev.leat.controller.group.GroupReply.DescribeReply;
import dev.leat.controller.group.GroupReply.DescribedMember;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.DescribeGroupsResponse;
import dev.leat.protocol.message.DescribeGroupsResponse.DescribedGroup;
import dev.leat.protocol.message.DescribeGroupsResponse.DescribedGroupMember;
import java.util.List;

/**
 * DescribeGroups 0 to 6. Ask each group's coordinator with {@link dev.leat.controller.group.GroupRequest.Describe}; below
 * version 6 a group that is not there is a dead one.
 */
public final class DescribeGroupsApi {
    private DescribeGroupsApi() {}

    /**
     * The response.
     *
     * @param replies one for each group asked for, in the request's order
     * @param authorizedOperations bits of what the client may do with the groups, or {@link Integer#MIN_VALUE}
     */
    public static DescribeGroupsResponse response(
            List<DescribeReply> replies, short version, int authorizedOperations) {
        return DescribeGroupsResponse.builder()
                .groups(replies.stream()
                        .map(reply -> group(reply, version, authorizedOperations))
                        .toList())
                .build();
    }

    private static DescribedGroup group(DescribeReply reply, short version, int authorizedOperations) {
        boolean missing = reply.error() == ErrorCode.GROUP_ID_NOT_FOUND;
        boolean failed = reply.error() != ErrorCode.NONE && !missing;
        return DescribedGroup.builder()
                .errorCode(
                        missing && version < 6
                                ? ErrorCode.NONE.code()
                                : reply.error().code())
                .errorMessage(missing && version >= 6 ? "Group " + reply.groupId() + " not found." : null)
                .groupId(reply.groupId())
                .groupState(failed ? "" : reply.state().wireName())
                .protocolType(reply.protocolType())
                .protocolData(reply.protocol())
                .members(reply.members().stream().map(DescribeGroupsApi::member).toList())
                .authorizedOperations(authorizedOperations)
                .build();
    }

    private static DescribedGroupMember member(DescribedMember member) {
        return DescribedGroupMember.builder()
                .memberId(member.memberId())
                .groupInstanceId(member.groupInstanceId())
                .clientId(member.clientId())
                .clientHost(member.clientHost())
                .memberMetadata(member.metadata())
                .memberAssignment(member.assignment())
                .build();
    }
}
