package dev.leat.controller.cluster;

import dev.leat.controller.cluster.Change.ProposeIsr;
import dev.leat.protocol.error.ErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges what a leader proposes as the new ISR: a compare-and-set on the partition's epoch (KIP-497, 841, 903, 966). */
final class IsrProposals {
    private IsrProposals() {}

    /** Why a proposal is refused. */
    record Refusal(ErrorCode error, String message) {}

    /** What is wrong with the proposal, or null if {@link #accept} may be called. */
    static @Nullable Refusal refusal(ProposeIsr proposal, PartitionState state, Map<Integer, BrokerRegistration> live) {
        Refusal stale = stale(proposal, state, live);
        if (stale != null) {
            return stale;
        }
        Set<Integer> seen = new HashSet<>();
        for (ReplicaEpoch member : proposal.isr()) {
            if (!seen.add(member.brokerId()) || !state.replicas().contains(member.brokerId())) {
                return new Refusal(
                        ErrorCode.INVALID_REQUEST, "Broker " + member.brokerId() + " is no replica, or named twice");
            }
            BrokerRegistration broker = live.get(member.brokerId());
            if (broker == null || broker.brokerEpoch() != member.brokerEpoch()) {
                return new Refusal(
                        ErrorCode.INELIGIBLE_REPLICA,
                        "Broker " + member.brokerId() + " is not registered with the epoch it caught up in");
            }
        }
        return seen.contains(state.leader())
                ? null
                : new Refusal(ErrorCode.INVALID_REQUEST, "The ISR must contain the leader");
    }

    private static @Nullable Refusal stale(
            ProposeIsr proposal, PartitionState state, Map<Integer, BrokerRegistration> live) {
        BrokerRegistration proposer = live.get(proposal.leader().brokerId());
        if (proposer == null || proposer.brokerEpoch() != proposal.leader().brokerEpoch()) {
            return new Refusal(ErrorCode.STALE_BROKER_EPOCH, "The proposing broker has registered anew or is gone");
        }
        if (proposal.leaderEpoch() > state.leaderEpoch() || proposal.partitionEpoch() > state.partitionEpoch()) {
            return new Refusal(ErrorCode.NOT_CONTROLLER, "The proposal knows a newer state than this controller");
        }
        if (proposal.leaderEpoch() < state.leaderEpoch() || proposer.brokerId() != state.leader()) {
            return new Refusal(ErrorCode.FENCED_LEADER_EPOCH, "The leader epoch is now " + state.leaderEpoch());
        }
        if (proposal.partitionEpoch() < state.partitionEpoch()) {
            return new Refusal(
                    ErrorCode.INVALID_UPDATE_VERSION, "The partition epoch is now " + state.partitionEpoch());
        }
        return null;
    }

    /** The state after an allowed proposal; members that leave an ISR below {@code minInsyncReplicas} stay eligible. */
    static PartitionState accept(ProposeIsr proposal, PartitionState state, int minInsyncReplicas) {
        List<ReplicaEpoch> elr = new ArrayList<>();
        if (proposal.isr().size() < minInsyncReplicas) {
            elr.addAll(state.elr());
            elr.addAll(state.isr());
            elr.removeIf(member -> contains(proposal.isr(), member.brokerId()));
        }
        return new PartitionState(
                state.leader(),
                state.leaderEpoch(),
                state.partitionEpoch() + 1,
                state.replicas(),
                proposal.isr(),
                elr,
                PartitionState.NO_LEADER);
    }

    private static boolean contains(List<ReplicaEpoch> members, int brokerId) {
        return members.stream().anyMatch(member -> member.brokerId() == brokerId);
    }
}
