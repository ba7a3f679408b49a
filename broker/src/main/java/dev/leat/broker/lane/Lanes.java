package dev.leat.broker.lane;

import dev.leat.base.Check;
import dev.leat.protocol.model.TopicPartition;
import java.util.List;

/** The broker's lanes and the rule which lane owns which partition. */
public final class Lanes {
    private final List<? extends Lane> lanes;

    public Lanes(List<? extends Lane> lanes) {
        Check.atLeast(1, lanes.size(), "lanes");
        this.lanes = List.copyOf(lanes);
    }

    /** The owner of {@code partition}: partitions of one topic go round the lanes, so that all of them share its load. */
    public Lane of(TopicPartition partition) {
        return lanes.get(Math.floorMod(partition.topic().hashCode() + partition.partition(), lanes.size()));
    }

    /** Every lane once. */
    public List<? extends Lane> all() {
        return lanes;
    }
}
