package dev.leat.controller.group;

import static dev.leat.controller.group.GroupState.DEAD;
import static dev.leat.controller.group.GroupState.PREPARING_REBALANCE;

import dev.leat.controller.group.GroupReply.JoinReply;
import dev.leat.controller.group.GroupRequest.Join;
import dev.leat.protocol.error.ErrorCode;
import java.util.List;

/** Who may join a group, and what a join sets off (KIP-394 for ids, KIP-389 for the size). */
final class JoinRules {
    private final Turn turn;
    private final GroupTable groups;
    private final Rebalance rebalance;
    private final Sessions sessions;
    private final StaticMembers staticMembers;
    private final MemberIdSource memberIds;

    JoinRules(
            Turn turn,
            GroupTable groups,
            Rebalance rebalance,
            Sessions sessions,
            StaticMembers staticMembers,
            MemberIdSource memberIds) {
        this.turn = turn;
        this.groups = groups;
        this.rebalance = rebalance;
        this.sessions = sessions;
        this.staticMembers = staticMembers;
        this.memberIds = memberIds;
    }

    void on(Join join) {
        if (join.groupId().isEmpty()) {
            turn.fail(join, ErrorCode.INVALID_GROUP_ID);
        } else if (!turn.config().allowsSessionTimeout(join.sessionTimeoutMs())) {
            turn.fail(join, ErrorCode.INVALID_SESSION_TIMEOUT);
        } else if (!join.memberId().isEmpty() && groups.find(join.groupId()) == null) {
            turn.fail(join, ErrorCode.UNKNOWN_MEMBER_ID);
        } else {
            Group group = groups.findOrCreate(join.groupId());
            enter(group, join);
            groups.dropIfUnused(group);
        }
    }

    private void enter(Group group, Join join) {
        if (group.is(DEAD)) {
            turn.fail(join, ErrorCode.COORDINATOR_NOT_AVAILABLE);
        } else if (!hasRoomFor(group, join)) {
            turnAway(group, join);
        } else if (!group.accepts(join.protocolType(), join.protocols())) {
            turn.fail(join, ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
        } else if (join.memberId().isEmpty()) {
            enterAsNew(group, join);
        } else if (join.groupInstanceId() == null && sessions.removePending(group, join.memberId())) {
            add(group, join, join.memberId());
        } else {
            enterAgain(group, join);
        }
    }

    /** While joins are collected only those who joined count, so that a group over its size shrinks. */
    private boolean hasRoomFor(Group group, Join join) {
        String replacedId = group.roster().memberIdOf(join.groupInstanceId());
        Member member = group.roster().find(replacedId == null ? join.memberId() : replacedId);
        if (group.is(PREPARING_REBALANCE)) {
            return (member != null && member.awaitedJoin() != null)
                    || group.roster().awaitedJoinCount() < turn.config().maxSize();
        }
        return member != null || group.roster().size() < turn.config().maxSize();
    }

    private void turnAway(Group group, Join join) {
        sessions.removePending(group, join.memberId());
        Member member = group.roster().find(join.memberId());
        if (member != null) {
            rebalance.remove(group, member, ErrorCode.GROUP_MAX_SIZE_REACHED);
        }
        turn.turnAway(join, GroupLimit.MEMBERS);
        rebalance.tryComplete(group);
    }

    private void enterAsNew(Group group, Join join) {
        String instanceId = join.groupInstanceId();
        String replacedId = group.roster().memberIdOf(instanceId);
        if (instanceId != null && replacedId != null) {
            staticMembers.replace(group, join, replacedId, memberIds.next(instanceId));
        } else if (instanceId != null) {
            add(group, join, memberIds.next(instanceId));
        } else if (!join.needsKnownMemberId()) {
            add(group, join, memberIds.next(join.clientId()));
        } else if (group.pendingMembers().size() >= turn.config().maxPendingMembers()) {
            turn.turnAway(join, GroupLimit.PENDING_MEMBERS);
        } else {
            String memberId = memberIds.next(join.clientId());
            sessions.addPending(group, memberId, join.sessionTimeoutMs());
            turn.reply(join, JoinReply.failed(ErrorCode.MEMBER_ID_REQUIRED, memberId));
        }
    }

    private void add(Group group, Join join, String memberId) {
        Member member = new Member(memberId, join);
        group.add(member, join.protocolType());
        group.roster().awaitJoin(member, join);
        group.progress().memberCame = true;
        sessions.watchNew(group, member);
        rebalance.memberChanged(group, "member " + memberId + " joined" + because(join));
    }

    private void enterAgain(Group group, Join join) {
        ErrorCode error = group.roster().check(join.memberId(), join.groupInstanceId());
        Member member = group.roster().find(join.memberId());
        if (error != ErrorCode.NONE || member == null) {
            turn.fail(join, error);
            return;
        }
        boolean unchanged = member.protocols().equals(join.protocols());
        switch (group.state()) {
            case PREPARING_REBALANCE -> rejoin(group, member, join);
            case COMPLETING_REBALANCE -> {
                if (unchanged) { // its reply got lost
                    repeatGeneration(group, member, join);
                } else {
                    rejoin(group, member, join);
                }
            }
            case STABLE -> {
                if (unchanged && !group.roster().isLeader(member)) {
                    repeatGeneration(group, member, join);
                } else { // the leader also joins again when partitions changed
                    rejoin(group, member, join);
                }
            }
            default -> turn.fail(join, ErrorCode.UNKNOWN_MEMBER_ID);
        }
    }

    private void rejoin(Group group, Member member, Join join) {
        rebalance.failJoin(group, member, ErrorCode.REBALANCE_IN_PROGRESS); // a member waits with its latest join only
        group.roster().update(member, join);
        group.roster().awaitJoin(member, join);
        rebalance.memberChanged(group, "member " + member.id() + " joined again" + because(join));
    }

    private void repeatGeneration(Group group, Member member, Join join) {
        turn.reply(
                join,
                Rebalance.joined(
                        group, member, group.roster().isLeader(member) ? Rebalance.everyone(group) : List.of()));
    }

    private static String because(Join join) {
        return join.reason() == null || join.reason().isEmpty() ? "" : ": " + join.reason();
    }
}
