package dev.leat.consumer;

import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.PartitionView;
import dev.leat.client.metadata.TopicView;
import dev.leat.consumer.offset.OffsetLookup;
import dev.leat.protocol.model.TopicPartition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a consumer can ask about partitions, whether it reads them or not. Any thread; waits for the answers. */
final class Lookups {
    private final Cluster cluster;
    private final Waiting waiting;
    private final OffsetLookup offsets;
    private final int timeoutMs;

    /** @param timeoutMs longest wait for an answer, in ms */
    Lookups(Cluster cluster, Waiting waiting, OffsetLookup offsets, int timeoutMs) {
        this.cluster = cluster;
        this.waiting = waiting;
        this.offsets = offsets;
        this.timeoutMs = timeoutMs;
    }

    /** @param time {@link OffsetLookup#EARLIEST} or {@link OffsetLookup#LATEST} */
    Map<TopicPartition, Long> offsets(Collection<TopicPartition> which, long time) {
        Map<TopicPartition, Long> times = new HashMap<>();
        which.forEach(partition -> times.put(partition, time));
        Map<TopicPartition, Long> found = new HashMap<>();
        waiting.on(offsets.find(times, timeoutMs)).forEach((partition, at) -> found.put(partition, at.offset()));
        return found;
    }

    /** Without partitions that have no record of that time or later. */
    Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> timestampsMs) {
        Map<TopicPartition, OffsetAndTimestamp> found =
                new HashMap<>(waiting.on(offsets.find(timestampsMs, timeoutMs)));
        found.values().removeIf(none -> none.offset() < 0);
        return found;
    }

    /** Empty if there is no such topic. */
    List<PartitionView> partitionsOf(String topic) {
        TopicView view = waiting.on(cluster.retrying(() -> cluster.refresh(List.of(topic), false), timeoutMs))
                .topics()
                .get(topic);
        return view == null ? List.of() : view.partitions();
    }
}
