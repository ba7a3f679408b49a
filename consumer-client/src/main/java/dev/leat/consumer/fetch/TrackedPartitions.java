package dev.leat.consumer.fetch;

import dev.leat.client.error.MisuseException;
import dev.leat.consumer.offset.Position;
import dev.leat.protocol.model.TopicPartition;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The partitions that a consumer reads. Polling thread. */
final class TrackedPartitions {
    private final Map<TopicPartition, Tracked> partitions = new LinkedHashMap<>();

    void add(Tracked tracked) {
        partitions.put(tracked.feed().partition(), tracked);
    }

    /** Null if it was not there. */
    @Nullable
    Tracked remove(TopicPartition partition) {
        return partitions.remove(partition);
    }

    /** Null if it is not read. */
    @Nullable
    Tracked get(TopicPartition partition) {
        return partitions.get(partition);
    }

    /** @throws MisuseException if it is not read */
    Tracked assigned(TopicPartition partition) {
        Tracked tracked = partitions.get(partition);
        if (tracked == null) {
            throw new MisuseException(
                    partition + " is not assigned to this consumer", "assign it first, or wait for the group to do so");
        }
        return tracked;
    }

    /** All of them, as they are at any time. */
    Set<TopicPartition> all() {
        return Collections.unmodifiableSet(partitions.keySet());
    }

    Set<TopicPartition> paused() {
        Set<TopicPartition> paused = new HashSet<>();
        partitions.forEach((partition, tracked) -> {
            if (tracked.feed().isPaused()) {
                paused.add(partition);
            }
        });
        return paused;
    }

    /** What {@code of} knows of their positions. */
    Map<TopicPartition, Position> positions(Function<Tracked, @Nullable Position> of) {
        Map<TopicPartition, Position> known = new LinkedHashMap<>();
        partitions.forEach((partition, tracked) -> {
            Position position = of.apply(tracked);
            if (position != null) {
                known.put(partition, position);
            }
        });
        return known;
    }

    /** Ends every feed; nothing is read any more. */
    void endAll() {
        partitions.values().forEach(tracked -> tracked.feed().end());
        partitions.clear();
    }
}
