package dev.leat.client.metadata;

import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One topic as the cluster last described it.
 *
 * @param id {@link Uuid#ZERO} if the broker is too old to know ids
 * @param internal whether the topic belongs to the broker itself
 * @param partitions in order of their numbers, from 0 without gaps
 */
public record TopicView(String name, Uuid id, boolean internal, List<PartitionView> partitions) {
    public TopicView {
        partitions = List.copyOf(partitions);
    }

    /** How many replicas the first partition has; the others have as many unless they are being moved. */
    public int replicationFactor() {
        return partitions.isEmpty() ? 0 : partitions.get(0).replicas().size();
    }

    /** Whether every partition has a leader. */
    public boolean isLed() {
        return partitions.stream().allMatch(PartitionView::hasLeader);
    }

    /** This, but with a partition's leader in {@code older} where that has the later epoch: epochs never go back. */
    TopicView keepingLaterLeadersOf(TopicView older) {
        if (!id.equals(older.id)) {
            return this; // created anew, or one of the two answers came without ids: epochs do not compare
        }
        List<PartitionView> merged = partitions.stream()
                .map(partition -> partition.laterOf(older.partitionOrNull(partition.partition())))
                .toList();
        return new TopicView(name, id, internal, merged);
    }

    /** The same with another leader for {@code partition}, which must exist. */
    TopicView withLeader(int partition, int leader, int leaderEpoch) {
        List<PartitionView> changed = new ArrayList<>(partitions);
        changed.set(partition, partitions.get(partition).ledBy(leader, leaderEpoch));
        return new TopicView(name, id, internal, changed);
    }

    /** Null if the topic does not have that many partitions. */
    public @Nullable PartitionView partitionOrNull(int partition) {
        return partition < partitions.size() ? partitions.get(partition) : null;
    }
}
