package dev.leat.controller.cluster;

import dev.leat.base.Check;
import java.util.List;

/**
 * Who holds a partition and who leads it.
 *
 * @param leader broker id, or {@link #NO_LEADER}
 * @param leaderEpoch grows whenever the leader, or its registration, changes
 * @param partitionEpoch grows with every change of this state
 * @param replicas assigned brokers, the preferred leader first; never empty
 * @param isr members that hold everything committed; empty only without a leader
 * @param elr eligible leader replicas (KIP-966): left the ISR when it was below min.insync.replicas, so they still hold
 *     everything committed, but may not count as in sync
 * @param lastKnownLeader the leader before the partition lost it, or {@link #NO_LEADER}
 */
public record PartitionState(
        int leader,
        int leaderEpoch,
        int partitionEpoch,
        List<Integer> replicas,
        List<ReplicaEpoch> isr,
        List<ReplicaEpoch> elr,
        int lastKnownLeader) {
    public static final int NO_LEADER = -1;

    public PartitionState {
        Check.that(!replicas.isEmpty(), "a partition has at least one replica");
        Check.atLeast(0, leaderEpoch, "leaderEpoch");
        Check.atLeast(0, partitionEpoch, "partitionEpoch");
        replicas = List.copyOf(replicas);
        isr = List.copyOf(isr);
        elr = List.copyOf(elr);
    }

    public boolean hasLeader() {
        return leader != NO_LEADER;
    }

    /** Broker ids of the ISR. */
    public List<Integer> isrIds() {
        return brokersOf(isr);
    }

    /** Broker ids of the eligible leader replicas. */
    public List<Integer> elrIds() {
        return brokersOf(elr);
    }

    private static List<Integer> brokersOf(List<ReplicaEpoch> members) {
        Integer[] ids = new Integer[members.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = members.get(i).brokerId();
        }
        return List.of(ids);
    }
}
