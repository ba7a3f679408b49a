package dev.leat.controller.group;

import dev.leat.controller.group.TimerQueue.Timer;
import dev.leat.protocol.error.ErrorCode;

/** Removes members that have not been heard of for their session timeout, and ids that nobody came back with. */
final class Sessions {
    private final Turn turn;
    private final Rebalance rebalance;
    private final GroupTable groups;

    Sessions(Turn turn, Rebalance rebalance, GroupTable groups) {
        this.turn = turn;
        this.rebalance = rebalance;
        this.groups = groups;
    }

    /** Begins to watch a member that joins: it sends no heartbeats yet, so its first join has a longer limit. */
    void watchNew(Group group, Member member) {
        member.watchSession(turn.timer(() -> expired(group, member)));
        member.limitSession(turn.nowMs() + turn.config().newMemberJoinTimeoutMs());
    }

    /** Begins to watch a member read back from the log, with a whole session ahead of it. */
    void watchRestored(Group group, Member member) {
        member.watchSession(turn.timer(() -> expired(group, member)));
        member.renewSession(turn.nowMs());
    }

    /** Remembers an id given out until someone joins with it (KIP-394). */
    void addPending(Group group, String memberId, int sessionTimeoutMs) {
        Timer timer = turn.timer(() -> pendingExpired(group, memberId));
        timer.runAt(turn.nowMs() + sessionTimeoutMs);
        group.pendingMembers().put(memberId, timer);
    }

    /** Forgets an id given out; returns whether there was such an id. */
    boolean removePending(Group group, String memberId) {
        Timer timer = group.pendingMembers().remove(memberId);
        if (timer != null) {
            timer.cancel();
        }
        return timer != null;
    }

    private void expired(Group group, Member member) {
        if (member.isAwaitingReply() && !member.waitsForFirstGeneration()) {
            return; // it waits for us; the session starts again with our reply
        }
        rebalance.remove(group, member, ErrorCode.UNKNOWN_MEMBER_ID);
        rebalance.memberChanged(group, "session of " + member.id() + " expired");
    }

    private void pendingExpired(Group group, String memberId) {
        group.pendingMembers().remove(memberId);
        rebalance.tryComplete(group);
        groups.dropIfUnused(group);
    }
}
