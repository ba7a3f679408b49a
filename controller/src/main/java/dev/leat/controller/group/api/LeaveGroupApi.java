package dev.leat.controller.group.api;

import dev.leat.controller.group.GroupReply.LeaveReply;
import dev.leat.controller.group.GroupRequest.Leave;
import dev.leat.controller.group.GroupRequest.MemberIdentity;
import dev.leat.controller.group.ReplyTo;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.LeaveGroupRequest;
import dev.leat.protocol.message.LeaveGroupResponse;
import dev.leat.protocol.message.LeaveGroupResponse.MemberResponse;
import java.util.List;

/** LeaveGroup 0 to 5: below 3 one member leaves and its error is the whole answer, from 3 on many may (KIP-345). */
public final class LeaveGroupApi {
    private LeaveGroupApi() {}

    public static Leave request(LeaveGroupRequest request, short version, ReplyTo<LeaveReply> replyTo) {
        List<MemberIdentity> members = version < 3
                ? List.of(new MemberIdentity(request.memberId(), null, null))
                : request.members().stream()
                        .map(member -> new MemberIdentity(member.memberId(), member.groupInstanceId(), member.reason()))
                        .toList();
        return new Leave(replyTo, request.groupId(), members);
    }

    public static LeaveGroupResponse response(LeaveReply reply, short version) {
        if (version < 3) {
            boolean one = reply.error() == ErrorCode.NONE && !reply.members().isEmpty();
            ErrorCode error = one ? reply.members().get(0).error() : reply.error();
            return LeaveGroupResponse.builder().errorCode(error.code()).build();
        }
        return LeaveGroupResponse.builder()
                .errorCode(reply.error().code())
                .members(reply.members().stream()
                        .map(member -> MemberResponse.builder()
                                .memberId(member.memberId())
                                .groupInstanceId(member.groupInstanceId())
                                .errorCode(member.error().code())
                                .build())
                        .toList())
                .build();
    }
}
