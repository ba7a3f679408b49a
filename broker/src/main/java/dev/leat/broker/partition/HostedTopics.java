package dev.leat.broker.partition;

import dev.leat.broker.lane.Lanes;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The topics of which this broker holds partitions. The controller's thread changes it, any thread reads. */
public final class HostedTopics {
    private final Map<String, Hosted> byName = new ConcurrentHashMap<>();
    private final Map<Uuid, Hosted> byId = new ConcurrentHashMap<>();
    private final Lanes lanes;
    private final PartitionServices services;
    private final ObserverSource observers;

    /** Says who follows a partition. */
    @FunctionalInterface
    public interface ObserverSource {
        PartitionObserver of(TopicPartition partition);
    }

    public HostedTopics(Lanes lanes, PartitionServices services, ObserverSource observers) {
        this.lanes = lanes;
        this.services = services;
        this.observers = observers;
    }

    /** A topic with the replicas held here, by number; null stands for a partition that is held elsewhere. */
    public record Hosted(String name, Uuid id, List<@Nullable Partition> partitions) {}

    public @Nullable Hosted find(String name) {
        return byName.get(name);
    }

    public @Nullable Hosted find(Uuid id) {
        return byId.get(id);
    }

    public Collection<Hosted> all() {
        return byId.values();
    }

    /**
     * Makes the missing partitions of a topic; they can be found from now on, and used once their lane has opened them.
     *
     * @param assignedHere by partition number
     * @return the partitions by number, null for those that are held elsewhere
     */
    public List<@Nullable Partition> host(
            String name, Uuid id, List<Boolean> assignedHere, PartitionSettings settings) {
        Hosted known = byId.get(id);
        List<@Nullable Partition> partitions = new ArrayList<>(assignedHere.size());
        for (int number = 0; number < assignedHere.size(); number++) {
            Partition existing = known != null && number < known.partitions().size()
                    ? known.partitions().get(number)
                    : null;
            boolean make = existing == null && assignedHere.get(number);
            partitions.add(make ? newPartition(new TopicPartition(name, number), id, settings) : existing);
        }
        Hosted hosted = new Hosted(name, id, Collections.unmodifiableList(partitions));
        byId.put(id, hosted);
        byName.put(name, hosted);
        return hosted.partitions();
    }

    private Partition newPartition(TopicPartition id, Uuid topicId, PartitionSettings settings) {
        return new Partition(id, topicId, lanes.of(id), settings, services, observers.of(id));
    }

    /** Forgets a topic and gives what was held of it. */
    public List<Partition> drop(Uuid id) {
        Hosted hosted = byId.remove(id);
        if (hosted == null) {
            return List.of();
        }
        byName.remove(hosted.name(), hosted);
        return held(hosted);
    }

    /** Every partition held. */
    public List<Partition> partitions() {
        return byId.values().stream().flatMap(topic -> held(topic).stream()).toList();
    }

    private static List<Partition> held(Hosted topic) {
        List<Partition> held = new ArrayList<>();
        for (Partition partition : topic.partitions()) {
            if (partition != null) {
                held.add(partition);
            }
        }
        return held;
    }
}
