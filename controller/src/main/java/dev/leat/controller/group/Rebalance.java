package dev.leat.controller.group;

import static dev.leat.controller.group.GroupState.COMPLETING_REBALANCE;
import static dev.leat.controller.group.GroupState.EMPTY;
import static dev.leat.controller.group.GroupState.PREPARING_REBALANCE;
import static dev.leat.controller.group.GroupState.STABLE;

import dev.leat.controller.group.GroupReply.JoinReply;
import dev.leat.controller.group.GroupReply.JoinedMember;
import dev.leat.controller.group.GroupRequest.Join;
import dev.leat.controller.group.GroupRequest.Sync;
import dev.leat.controller.group.StoredRecord.GroupStored;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Bytes;
import java.util.List;

/**
 * Leads a group from one generation to the next: collects joins, fixes the generation, and starts over when syncs stay
 * away. An empty group collects for {@code group.initial.rebalance.delay.ms}, prolonged while members keep coming
 * (KIP-134); any other waits until everyone known has joined, at most the longest rebalance timeout of its members.
 */
final class Rebalance {
    private final Turn turn;

    Rebalance(Turn turn) {
        this.turn = turn;
    }

    /** The timers of a group that is being created. */
    RebalanceProgress progressOf(Group group) {
        return new RebalanceProgress(turn.timer(() -> joinTimeUp(group)), turn.timer(() -> syncTimeUp(group)));
    }

    /** Membership or protocols changed: starts a rebalance, or takes the one that runs a step on. */
    void memberChanged(Group group, String reason) {
        if (group.is(EMPTY) || group.is(STABLE) || group.is(COMPLETING_REBALANCE)) {
            start(group, reason);
        } else {
            tryComplete(group);
        }
    }

    /** Fixes the generation if everyone has joined and the group is not collecting its first members. */
    void tryComplete(Group group) {
        if (group.is(PREPARING_REBALANCE) && !group.progress().collectsFirstMembers && group.everyoneJoined()) {
            complete(group);
        }
    }

    /** Takes {@code member} out and answers what it waits for with {@code error}; the caller goes on from there. */
    void remove(Group group, Member member, ErrorCode error) {
        member.endSession();
        failJoin(group, member, error);
        failSync(member, error);
        group.remove(member);
    }

    void failJoin(Group group, Member member, ErrorCode error) {
        Join join = member.awaitedJoin();
        if (join != null) {
            group.roster().awaitJoin(member, null);
            turn.fail(join, error);
        }
    }

    void failSync(Member member, ErrorCode error) {
        Sync sync = member.awaitedSync();
        if (sync != null) {
            member.awaitSync(null);
            turn.fail(sync, error);
        }
    }

    /** Answers every sync that waits, and gives those members a fresh session. */
    void failSyncs(Group group, ErrorCode error) {
        for (Member member : group.roster().all()) {
            if (member.awaitedSync() != null) {
                failSync(member, error);
                member.renewSession(turn.nowMs());
            }
        }
    }

    private void start(Group group, String reason) {
        RebalanceProgress progress = group.progress();
        if (group.is(COMPLETING_REBALANCE)) {
            group.roster().all().forEach(member -> member.assign(Bytes.EMPTY));
            failSyncs(group, ErrorCode.REBALANCE_IN_PROGRESS);
        }
        progress.syncTimer.cancel();
        progress.storingGeneration = RebalanceProgress.NONE;
        progress.collectsFirstMembers = group.is(EMPTY);
        turn.transition(group, PREPARING_REBALANCE, reason);
        if (progress.collectsFirstMembers) {
            int delayMs = turn.config().initialRebalanceDelayMs();
            progress.memberCame = false;
            progress.remainingDelayMs = Math.max(0, group.roster().rebalanceTimeoutMs() - delayMs);
            progress.joinTimer.runAt(turn.nowMs() + delayMs);
        } else {
            progress.joinTimer.runAt(turn.nowMs() + group.roster().rebalanceTimeoutMs());
            tryComplete(group);
        }
    }

    private void joinTimeUp(Group group) {
        RebalanceProgress progress = group.progress();
        if (!group.is(PREPARING_REBALANCE)) {
            return;
        }
        if (progress.collectsFirstMembers && progress.memberCame && progress.remainingDelayMs > 0) {
            long delayMs = Math.min(turn.config().initialRebalanceDelayMs(), progress.remainingDelayMs);
            progress.memberCame = false;
            progress.remainingDelayMs -= delayMs;
            progress.joinTimer.runAt(turn.nowMs() + delayMs);
        } else {
            complete(group);
        }
    }

    private void complete(Group group) {
        RebalanceProgress progress = group.progress();
        progress.collectsFirstMembers = false;
        if (!group.roster().isEmpty() && !electLeader(group)) { // nobody came: sessions will tell who is gone
            progress.joinTimer.runAt(turn.nowMs() + group.roster().rebalanceTimeoutMs());
            return;
        }
        progress.joinTimer.cancel();
        removeAbsentees(group);
        group.beginGeneration();
        if (group.roster().isEmpty()) {
            becomeEmpty(group);
        } else {
            announceGeneration(group);
        }
    }

    /** Makes sure that the leader is among those who joined. */
    private static boolean electLeader(Group group) {
        String leaderId = group.roster().leader();
        Member leader = leaderId == null ? null : group.roster().find(leaderId);
        if (leader != null && leader.awaitedJoin() != null) {
            return true;
        }
        for (Member member : group.roster().all()) {
            if (member.awaitedJoin() != null) {
                group.roster().lead(member.id());
                return true;
            }
        }
        return false;
    }

    /** Static members may stay away until their session ends (KIP-345); all others leave. */
    private void removeAbsentees(Group group) {
        for (Member member : List.copyOf(group.roster().all())) {
            if (member.awaitedJoin() == null && !member.isStatic()) {
                remove(group, member, ErrorCode.UNKNOWN_MEMBER_ID);
            }
        }
    }

    /** Keeps the generation number, so that a later member of this group cannot be mistaken for an earlier one. */
    private void becomeEmpty(Group group) {
        turn.transition(group, EMPTY, "no members left");
        GroupStored empty = new GroupStored(group.id(), group.snapshot(Member::assignment));
        turn.append(group, List.of(empty), ignored());
    }

    private void announceGeneration(Group group) {
        turn.transition(group, COMPLETING_REBALANCE, "all joined");
        List<JoinedMember> everyone = everyone(group);
        for (Member member : group.roster().all()) {
            group.unsynced().add(member);
            Join join = member.awaitedJoin();
            if (join != null) {
                group.roster().awaitJoin(member, null);
                member.reachedGeneration();
                member.renewSession(turn.nowMs());
                turn.reply(join, joined(group, member, group.roster().isLeader(member) ? everyone : List.of()));
            }
        }
        group.progress().syncTimer.runAt(turn.nowMs() + group.roster().rebalanceTimeoutMs());
    }

    /** The members as the leader of this generation sees them. */
    static List<JoinedMember> everyone(Group group) {
        return group.roster().all().stream()
                .map(member ->
                        new JoinedMember(member.id(), member.groupInstanceId(), member.metadata(group.protocol())))
                .toList();
    }

    /** The reply that lets {@code member} into the current generation. */
    static JoinReply joined(Group group, Member member, List<JoinedMember> members) {
        String leader = group.roster().leader() == null ? "" : group.roster().leader();
        return new JoinReply(
                ErrorCode.NONE,
                group.generationId(),
                group.protocolType(),
                group.protocol(),
                leader,
                member.id(),
                false,
                members);
    }

    private void syncTimeUp(Group group) {
        if ((group.is(COMPLETING_REBALANCE) || group.is(STABLE))
                && !group.unsynced().isEmpty()) {
            List.copyOf(group.unsynced()).forEach(member -> remove(group, member, ErrorCode.UNKNOWN_MEMBER_ID));
            memberChanged(group, "members did not sync in time");
        }
    }

    /** For records whose loss only costs what is in memory anyway. */
    private static PendingAppends.Outcome ignored() {
        return new PendingAppends.Outcome() {
            @Override
            public void committed() {}

            @Override
            public void failed(ErrorCode error) {}

            @Override
            public void undecided(ErrorCode error) {}
        };
    }
}
