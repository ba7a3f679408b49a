package dev.leat.controller.group;

import dev.leat.controller.group.GroupReply.LeaveReply;
import dev.leat.controller.group.GroupReply.LeftMember;
import dev.leat.controller.group.GroupRequest.Leave;
import dev.leat.controller.group.GroupRequest.MemberIdentity;
import dev.leat.protocol.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets members go: themselves by member id, or by an administrator who knows the instance id (KIP-345). */
final class LeaveRules {
    private final Turn turn;
    private final GroupTable groups;
    private final Rebalance rebalance;
    private final Sessions sessions;

    LeaveRules(Turn turn, GroupTable groups, Rebalance rebalance, Sessions sessions) {
        this.turn = turn;
        this.groups = groups;
        this.rebalance = rebalance;
        this.sessions = sessions;
    }

    void on(Leave leave) {
        Group group = groups.find(leave.groupId());
        if (leave.groupId().isEmpty()) {
            turn.fail(leave, ErrorCode.INVALID_GROUP_ID);
        } else if (group != null && group.is(GroupState.DEAD)) {
            turn.fail(leave, ErrorCode.COORDINATOR_NOT_AVAILABLE);
        } else {
            List<LeftMember> left = new ArrayList<>(leave.members().size());
            for (MemberIdentity member : leave.members()) {
                left.add(new LeftMember(member.memberId(), member.groupInstanceId(), leave(group, member)));
            }
            turn.reply(leave, new LeaveReply(ErrorCode.NONE, left));
            if (group != null) {
                goOn(group, leave, left);
            }
        }
    }

    private ErrorCode leave(@Nullable Group group, MemberIdentity leaving) {
        if (group == null) {
            return ErrorCode.UNKNOWN_MEMBER_ID;
        }
        if (leaving.groupInstanceId() == null && sessions.removePending(group, leaving.memberId())) {
            return ErrorCode.NONE;
        }
        String owner = group.roster().memberIdOf(leaving.groupInstanceId());
        String memberId = leaving.memberId().isEmpty() && owner != null ? owner : leaving.memberId();
        ErrorCode error = group.roster().check(memberId, leaving.groupInstanceId());
        Member member = group.roster().find(memberId);
        if (error == ErrorCode.NONE && member != null) {
            rebalance.remove(group, member, ErrorCode.UNKNOWN_MEMBER_ID);
        }
        return error;
    }

    private void goOn(Group group, Leave leave, List<LeftMember> left) {
        boolean someoneLeft = left.stream().anyMatch(member -> member.error() == ErrorCode.NONE);
        if (someoneLeft && !group.is(GroupState.EMPTY)) {
            String reason = leave.members().get(0).reason();
            rebalance.memberChanged(
                    group, reason == null || reason.isEmpty() ? "members left" : "members left: " + reason);
        }
        groups.dropIfUnused(group);
    }
}
