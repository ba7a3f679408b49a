package dev.leat.controller.group;

import static dev.leat.controller.group.GroupState.COMPLETING_REBALANCE;
import static dev.leat.controller.group.GroupState.DEAD;
import static dev.leat.controller.group.GroupState.STABLE;

import dev.leat.controller.group.GroupReply.SyncReply;
import dev.leat.controller.group.GroupRequest.Sync;
import dev.leat.controller.group.StoredRecord.GroupStored;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands out a generation's assignment: the leader brings it, the log keeps it, and only then does anyone get it. */
final class SyncRules {
    private final Turn turn;
    private final GroupTable groups;
    private final Rebalance rebalance;

    SyncRules(Turn turn, GroupTable groups, Rebalance rebalance) {
        this.turn = turn;
        this.groups = groups;
        this.rebalance = rebalance;
    }

    void on(Sync sync) {
        Group group = groups.find(sync.groupId());
        Member member = group == null ? null : group.roster().find(sync.memberId());
        ErrorCode error = refusal(group, sync);
        if (group == null || member == null || error != ErrorCode.NONE) {
            turn.fail(sync, error);
            return;
        }
        switch (group.state()) {
            case COMPLETING_REBALANCE -> await(group, member, sync);
            case STABLE -> {
                group.unsynced().remove(member);
                member.renewSession(turn.nowMs());
                turn.reply(sync, assigned(group, member));
            }
            case PREPARING_REBALANCE -> turn.fail(sync, ErrorCode.REBALANCE_IN_PROGRESS);
            default -> turn.fail(sync, ErrorCode.UNKNOWN_MEMBER_ID);
        }
    }

    private static ErrorCode refusal(@Nullable Group group, Sync sync) {
        if (sync.groupId().isEmpty()) {
            return ErrorCode.INVALID_GROUP_ID;
        }
        if (group == null) {
            return ErrorCode.UNKNOWN_MEMBER_ID;
        }
        if (group.is(DEAD)) {
            return ErrorCode.COORDINATOR_NOT_AVAILABLE;
        }
        ErrorCode error = group.roster().check(sync.memberId(), sync.groupInstanceId());
        if (error != ErrorCode.NONE) {
            return error;
        }
        if (sync.generationId() != group.generationId()) {
            return ErrorCode.ILLEGAL_GENERATION;
        }
        boolean agrees =
                agrees(sync.protocolType(), group.protocolType()) && agrees(sync.protocolName(), group.protocol());
        return agrees ? ErrorCode.NONE : ErrorCode.INCONSISTENT_GROUP_PROTOCOL;
    }

    private static boolean agrees(@Nullable String asked, @Nullable String actual) {
        return asked == null || asked.equals(actual);
    }

    private void await(Group group, Member member, Sync sync) {
        rebalance.failSync(member, ErrorCode.REBALANCE_IN_PROGRESS); // a member waits with its latest sync only
        member.awaitSync(sync);
        group.unsynced().remove(member);
        RebalanceProgress progress = group.progress();
        if (group.roster().isLeader(member) && progress.storingGeneration != group.generationId()) {
            progress.storingGeneration = group.generationId();
            store(group, sync);
        }
    }

    private void store(Group group, Sync sync) {
        Map<String, Bytes> assignments = new HashMap<>();
        group.roster()
                .all()
                .forEach(member ->
                        assignments.put(member.id(), sync.assignments().getOrDefault(member.id(), Bytes.EMPTY)));
        GroupStored stored = new GroupStored(
                group.id(), group.snapshot(member -> assignments.getOrDefault(member.id(), Bytes.EMPTY)));
        turn.append(group, List.of(stored), new Storing(group, assignments, group.generationId()));
    }

    private SyncReply assigned(Group group, Member member) {
        return new SyncReply(ErrorCode.NONE, group.protocolType(), group.protocol(), member.assignment());
    }

    /** An assignment on its way to the log; it means nothing once the group has gone on. */
    private final class Storing implements PendingAppends.Outcome {
        private final Group group;
        private final Map<String, Bytes> assignments;
        private final int generationId;

        private Storing(Group group, Map<String, Bytes> assignments, int generationId) {
            this.group = group;
            this.assignments = assignments;
            this.generationId = generationId;
        }

        @Override
        public void committed() {
            if (!isCurrent()) {
                return;
            }
            group.progress().storingGeneration = RebalanceProgress.NONE;
            turn.transition(group, STABLE, "assignment stored");
            for (Member member : group.roster().all()) {
                member.assign(assignments.getOrDefault(member.id(), Bytes.EMPTY));
                Sync sync = member.awaitedSync();
                if (sync != null) {
                    member.awaitSync(null);
                    member.renewSession(turn.nowMs());
                    turn.reply(sync, assigned(group, member));
                }
            }
        }

        @Override
        public void failed(ErrorCode error) {
            if (isCurrent()) {
                rebalance.failSyncs(group, AppendErrors.forGroup(error));
                rebalance.memberChanged(group, "assignment not stored: " + error);
            }
        }

        @Override
        public void undecided(ErrorCode error) {
            if (isCurrent()) {
                rebalance.failSyncs(group, AppendErrors.forGroup(error));
            }
        }

        private boolean isCurrent() {
            return group.is(COMPLETING_REBALANCE) && group.generationId() == generationId;
        }
    }
}
