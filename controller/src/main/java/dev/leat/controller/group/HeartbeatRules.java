package dev.leat.controller.group;

import dev.leat.controller.group.GroupReply.HeartbeatReply;
import dev.leat.controller.group.GroupRequest.Heartbeat;
import dev.leat.protocol.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Keeps sessions alive and calls members to a rebalance. */
final class HeartbeatRules {
    private final Turn turn;
    private final GroupTable groups;

    HeartbeatRules(Turn turn, GroupTable groups) {
        this.turn = turn;
        this.groups = groups;
    }

    void on(Heartbeat heartbeat) {
        turn.reply(heartbeat, new HeartbeatReply(beat(groups.find(heartbeat.groupId()), heartbeat)));
    }

    private ErrorCode beat(@Nullable Group group, Heartbeat heartbeat) {
        if (heartbeat.groupId().isEmpty()) {
            return ErrorCode.INVALID_GROUP_ID;
        }
        if (group == null) {
            return ErrorCode.UNKNOWN_MEMBER_ID;
        }
        if (group.is(GroupState.DEAD)) {
            return ErrorCode.COORDINATOR_NOT_AVAILABLE;
        }
        ErrorCode error = group.roster().check(heartbeat.memberId(), heartbeat.groupInstanceId());
        Member member = group.roster().find(heartbeat.memberId());
        if (error != ErrorCode.NONE || member == null) {
            return error;
        }
        if (heartbeat.generationId() != group.generationId()) {
            return ErrorCode.ILLEGAL_GENERATION;
        }
        member.renewSession(turn.nowMs());
        return group.is(GroupState.PREPARING_REBALANCE) ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE;
    }
}
