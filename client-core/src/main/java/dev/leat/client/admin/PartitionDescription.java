package dev.leat.client.admin;

import dev.leat.client.metadata.PartitionView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One partition as an administrator sees it.
 *
 * @param leader broker id, or {@link PartitionView#NO_LEADER}
 * @param leaderEpoch term of the leader, -1 if not known
 * @param replicas assigned brokers, the preferred leader first
 * @param isr in-sync replicas
 * @param eligibleLeaders replicas outside of the ISR that may be elected when that is empty, since they hold all that was
 *     committed (KIP-966); null if the broker does not say
 * @param lastKnownEligibleLeaders former ones, of which an administrator may choose when nobody may be elected any more; null
 *     if the broker does not say
 */
public record PartitionDescription(
        int partition,
        int leader,
        int leaderEpoch,
        List<Integer> replicas,
        List<Integer> isr,
        @Nullable List<Integer> eligibleLeaders,
        @Nullable List<Integer> lastKnownEligibleLeaders) {
    public PartitionDescription {
        replicas = List.copyOf(replicas);
        isr = List.copyOf(isr);
        eligibleLeaders = eligibleLeaders == null ? null : List.copyOf(eligibleLeaders);
        lastKnownEligibleLeaders = lastKnownEligibleLeaders == null ? null : List.copyOf(lastKnownEligibleLeaders);
    }

    /** {@code partition} as Metadata tells it, without those who may be elected. */
    static PartitionDescription of(PartitionView partition) {
        return new PartitionDescription(
                partition.partition(),
                partition.leader(),
                partition.leaderEpoch(),
                partition.replicas(),
                partition.isr(),
                null,
                null);
    }

    public boolean hasLeader() {
        return leader != PartitionView.NO_LEADER;
    }
}
