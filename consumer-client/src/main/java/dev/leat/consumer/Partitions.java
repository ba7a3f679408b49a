package dev.leat.consumer;

import dev.leat.consumer.fetch.FetchEngine;
import dev.leat.protocol.model.TopicPartition;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What a group may do to the partitions that are read. */
final class Partitions implements PartitionControl {
    private final FetchEngine engine;
    private final FetchEngine.Committed committed;

    Partitions(FetchEngine engine, FetchEngine.Committed committed) {
        this.engine = engine;
        this.committed = committed;
    }

    @Override
    public void assign(Set<TopicPartition> added) {
        engine.assign(added, committed);
    }

    /** Reads {@code wanted} and nothing else; what is read already goes on where it is. */
    void assignOnly(Collection<TopicPartition> wanted) {
        Set<TopicPartition> added = new LinkedHashSet<>(wanted);
        Set<TopicPartition> gone = new LinkedHashSet<>(engine.assigned());
        gone.removeAll(added);
        added.removeAll(engine.assigned());
        revoke(gone);
        assign(added);
    }

    @Override
    public void hold(Set<TopicPartition> going) {
        engine.hold(going);
    }

    @Override
    public void revoke(Set<TopicPartition> gone) {
        engine.revoke(gone);
    }

    @Override
    public Set<TopicPartition> assigned() {
        return engine.assigned();
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> consumed() {
        Map<TopicPartition, OffsetAndMetadata> consumed = new LinkedHashMap<>();
        engine.positions()
                .forEach((partition, position) ->
                        consumed.put(partition, new OffsetAndMetadata(position.offset(), position.epoch(), "")));
        return consumed;
    }
}
