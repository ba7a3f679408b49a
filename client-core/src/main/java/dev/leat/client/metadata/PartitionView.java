package dev.leat.client.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One partition as the cluster last described it.
 *
 * @param leader broker id, or {@link #NO_LEADER}
 * @param leaderEpoch term of the leader, -1 if not known
 * @param replicas assigned brokers, the preferred leader first
 * @param isr in-sync replicas
 */
public record PartitionView(int partition, int leader, int leaderEpoch, List<Integer> replicas, List<Integer> isr) {
    public static final int NO_LEADER = -1;

    public PartitionView {
        replicas = List.copyOf(replicas);
        isr = List.copyOf(isr);
    }

    public boolean hasLeader() {
        return leader != NO_LEADER;
    }

    /** Whether some replica is behind or away. */
    public boolean isUnderReplicated() {
        return isr.size() < replicas.size();
    }

    /** This, unless {@code other} names a leader of a later epoch. */
    PartitionView laterOf(@Nullable PartitionView other) {
        return other != null && other.leaderEpoch > leaderEpoch && leaderEpoch >= 0 ? other : this;
    }

    PartitionView ledBy(int newLeader, int newLeaderEpoch) {
        return new PartitionView(partition, newLeader, newLeaderEpoch, replicas, isr);
    }
}
