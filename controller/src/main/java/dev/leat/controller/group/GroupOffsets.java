package dev.leat.controller.group;

import dev.leat.controller.group.StoredRecord.CommittedOffset;
import dev.leat.controller.group.StoredRecord.OffsetRemoved;
import dev.leat.controller.group.StoredRecord.OffsetStored;
import dev.leat.protocol.model.TopicPartition;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The committed offsets of one group: at any time what a reader of the committed log would hold, because records are
 * applied when they are committed and in log order, the same way after a restart. Commits on their way to the log are
 * only counted, so that no tombstone is written over one unawares.
 */
final class GroupOffsets {
    private final NavigableMap<String, NavigableMap<Integer, CommittedOffset>> byTopic = new TreeMap<>();
    private final Map<TopicPartition, Integer> onTheWay = new HashMap<>(); // counted; walked only through a sorted copy

    void apply(OffsetStored stored) {
        byTopic.computeIfAbsent(stored.topic(), topic -> new TreeMap<>()).put(stored.partition(), stored.value());
    }

    void apply(OffsetRemoved removed) {
        NavigableMap<Integer, CommittedOffset> partitions = byTopic.get(removed.topic());
        if (partitions != null) {
            partitions.remove(removed.partition());
            if (partitions.isEmpty()) {
                byTopic.remove(removed.topic());
            }
        }
    }

    @Nullable
    CommittedOffset get(String topic, int partition) {
        Map<Integer, CommittedOffset> partitions = byTopic.get(topic);
        return partitions == null ? null : partitions.get(partition);
    }

    /** Committed offsets by topic and partition, both in order; do not change it. */
    SortedMap<String, NavigableMap<Integer, CommittedOffset>> byTopic() {
        return byTopic;
    }

    boolean isEmpty() {
        return byTopic.isEmpty() && onTheWay.isEmpty();
    }

    void commitBegins(OffsetStored stored) {
        onTheWay.merge(new TopicPartition(stored.topic(), stored.partition()), 1, Integer::sum);
    }

    void commitEnds(OffsetStored stored) {
        onTheWay.computeIfPresent(
                new TopicPartition(stored.topic(), stored.partition()), (key, count) -> count == 1 ? null : count - 1);
    }

    boolean isOnTheWay(String topic, int partition) {
        return onTheWay.containsKey(new TopicPartition(topic, partition));
    }

    /** Whether an offset is committed or about to be. */
    boolean knows(String topic, int partition) {
        return get(topic, partition) != null || isOnTheWay(topic, partition);
    }

    /** Every partition with an offset that is committed or about to be, by topic, both in order. */
    SortedMap<String, SortedSet<Integer>> known() {
        SortedMap<String, SortedSet<Integer>> known = new TreeMap<>();
        byTopic.forEach((topic, partitions) -> known.put(topic, new TreeSet<>(partitions.keySet())));
        onTheWay.keySet()
                .forEach(partition -> known.computeIfAbsent(partition.topic(), topic -> new TreeSet<>())
                        .add(partition.partition()));
        return known;
    }
}
