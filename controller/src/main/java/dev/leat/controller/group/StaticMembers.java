package dev.leat.controller.group;

import static dev.leat.controller.group.GroupState.STABLE;

import dev.leat.controller.group.GroupReply.JoinReply;
import dev.leat.controller.group.GroupReply.JoinedMember;
import dev.leat.controller.group.GroupRequest.Join;
import dev.leat.controller.group.GroupRequest.Protocol;
import dev.leat.controller.group.StoredRecord.GroupStored;
import dev.leat.protocol.error.ErrorCode;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Puts the new incarnation of a static member in the place of the old one (KIP-345). In a stable group that changes
 * neither protocol nor subscription the generation goes on: the new id is stored, then the member gets the assignment
 * of the old one by its sync.
 */
final class StaticMembers {
    private final Turn turn;
    private final Rebalance rebalance;

    StaticMembers(Turn turn, Rebalance rebalance) {
        this.turn = turn;
        this.rebalance = rebalance;
    }

    /** Fences the member {@code oldId} and lets {@code join} in as {@code newId}. */
    void replace(Group group, Join join, String oldId, String newId) {
        Member member = Objects.requireNonNull(group.roster().find(oldId), "static member");
        rebalance.failJoin(group, member, ErrorCode.FENCED_INSTANCE_ID);
        rebalance.failSync(member, ErrorCode.FENCED_INSTANCE_ID);
        Replacement replacement = new Replacement(group, member, join, oldId);
        group.roster().rename(member, newId);
        group.roster().update(member, join);
        group.roster().awaitJoin(member, join);
        if (!member.waitsForFirstGeneration()) { // else it keeps the longer limit of its first join
            member.renewSession(turn.nowMs());
        }
        if (group.is(STABLE) && replacement.keepsGeneration()) {
            GroupStored stored = new GroupStored(group.id(), group.snapshot(Member::assignment));
            turn.append(group, List.of(stored), replacement);
        } else {
            rebalance.memberChanged(group, "static member " + join.groupInstanceId() + " came back");
        }
    }

    /** A replacement on its way to the log. If a rebalance begins meanwhile, that answers the join instead. */
    private final class Replacement implements PendingAppends.Outcome {
        private final Group group;
        private final Member member;
        private final Join join;
        private final String oldId;
        private final String oldLeader;
        private final List<Protocol> oldProtocols;
        private final int oldSessionTimeoutMs;
        private final int oldRebalanceTimeoutMs;
        private final int generationId;

        private Replacement(Group group, Member member, Join join, String oldId) {
            this.group = group;
            this.member = member;
            this.join = join;
            this.oldId = oldId;
            this.oldLeader =
                    group.roster().leader() == null ? "" : group.roster().leader();
            this.oldProtocols = member.protocols();
            this.oldSessionTimeoutMs = member.sessionTimeoutMs();
            this.oldRebalanceTimeoutMs = member.rebalanceTimeoutMs();
            this.generationId = group.generationId();
        }

        /**
         * Whether the group would choose the same protocol, and the member reads the same topics. Other metadata, like
         * the partitions a consumer owns, differs after every restart and does not count.
         */
        private boolean keepsGeneration() {
            return group.roster().electProtocol().equals(group.protocol())
                    && (!group.isConsumerGroup() || Objects.equals(topics(oldProtocols), topics(member.protocols())));
        }

        private Object topics(List<Protocol> protocols) {
            return protocols.stream()
                    .filter(protocol -> protocol.name().equals(group.protocol()))
                    .map(protocol ->
                            Objects.requireNonNullElse(Subscriptions.topics(List.of(protocol.metadata())), Set.of()))
                    .toList();
        }

        @Override
        public void committed() {
            if (isStillWaiting()) {
                group.roster().awaitJoin(member, null);
                member.reachedGeneration();
                member.renewSession(turn.nowMs());
                turn.reply(join, reply());
            }
        }

        @Override
        public void failed(ErrorCode error) {
            if (isStillWaiting()) {
                rebalance.failJoin(group, member, AppendErrors.forGroup(error));
                group.roster().update(member, oldProtocols, oldSessionTimeoutMs, oldRebalanceTimeoutMs);
                group.roster().rename(member, oldId);
                member.renewSession(turn.nowMs());
            }
        }

        @Override
        public void undecided(ErrorCode error) {
            if (isStillWaiting()) {
                rebalance.failJoin(group, member, AppendErrors.forGroup(error));
                member.renewSession(turn.nowMs());
            }
        }

        private boolean isStillWaiting() {
            return group.is(STABLE) && group.generationId() == generationId && join.equals(member.awaitedJoin());
        }

        /**
         * A leader that cannot skip the assignment is told that the old one leads, so that it does not assign; one that
         * can is told who is there, because it goes on watching their topics (KIP-814).
         */
        private JoinReply reply() {
            boolean skips = join.canSkipAssignment() && group.roster().isLeader(member);
            List<JoinedMember> members = skips ? Rebalance.everyone(group) : List.of();
            String leader = join.canSkipAssignment() && group.roster().leader() != null
                    ? group.roster().leader()
                    : oldLeader;
            return new JoinReply(
                    ErrorCode.NONE,
                    generationId,
                    group.protocolType(),
                    group.protocol(),
                    leader,
                    member.id(),
                    skips,
                    members);
        }
    }
}
