package dev.leat.controller.cluster;

import dev.leat.controller.cluster.NodeValues.TopicNode;
import dev.leat.controller.store.CoordinationStore;
import dev.leat.controller.store.Node;
import dev.leat.controller.store.StoreOutcome;
import dev.leat.controller.store.StoreResult;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the whole state, with all requests under way at once, after an election: from then on nobody else writes it. */
final class StateLoader extends StoreTask {
    private final Uuid clusterId;
    private final Consumer<ClusterImage> done;
    private final Trouble trouble;
    private final TreeMap<String, TopicNode> topics = new TreeMap<>();
    private final Map<String, @Nullable List<PartitionState>[]> chunks = new HashMap<>();
    private final TreeMap<Integer, Map<String, String>> brokerConfigs = new TreeMap<>();
    private DeletedTopics deleted = DeletedTopics.NONE;
    private long version;
    private int outstanding;
    private @Nullable StoreOutcome failure;
    private @Nullable String corruption;

    StateLoader(
            CoordinationStore store, ClusterPaths paths, Uuid clusterId, Consumer<ClusterImage> done, Trouble trouble) {
        super(store, paths);
        this.clusterId = clusterId;
        this.done = done;
        this.trouble = trouble;
    }

    /** Takes what was read. */
    private interface Reader<T> {
        void read(T value) throws CorruptNodeException;
    }

    @Override
    void begin() {
        // election and reads of one client are ordered anyway; the sync costs nothing and says what is relied on
        store.sync(paths.changes(), expectOutcome());
        get(paths.changes(), (path, value) -> version = NodeValues.longOf(path, value));
        get(paths.deleted(), (path, value) -> deleted = NodeValues.deleted(path, value));
        store.children(paths.topics(), null, expect(names -> names.forEach(this::loadTopic)));
        store.children(paths.allBrokerConfigs(), null, expect(names -> names.forEach(this::loadBrokerConfigs)));
    }

    private void loadTopic(String name) {
        get(paths.topic(name), (path, value) -> {
            TopicNode topic = NodeValues.topic(path, value);
            if (topic.partitions() < 1) {
                throw new CorruptNodeException(path + " has " + topic.partitions() + " partitions");
            }
            topics.put(name, topic);
            loadChunks(name, ClusterPaths.chunkCount(topic.partitions()));
        });
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists has no other way to be made
    private void loadChunks(String topic, int count) {
        @Nullable List<PartitionState>[] parts = new List[count];
        chunks.put(topic, parts);
        for (int i = 0; i < count; i++) {
            int chunk = i;
            get(paths.chunk(topic, chunk), (path, value) -> parts[chunk] = NodeValues.partitions(path, value));
        }
    }

    private void loadBrokerConfigs(String name) {
        get(paths.allBrokerConfigs() + "/" + name, (path, value) -> {
            try {
                int brokerId = name.equals("default") ? ClusterImage.ALL_BROKERS : Integer.parseInt(name);
                brokerConfigs.put(brokerId, NodeValues.configs(path, value));
            } catch (NumberFormatException foreign) {
                throw new CorruptNodeException(path + " is named after no broker");
            }
        });
    }

    /** Takes the value of the node at a path. */
    private interface ValueReaderAt {
        void read(String path, byte[] value) throws CorruptNodeException;
    }

    private void get(String path, ValueReaderAt reader) {
        store.get(path, null, this.<Node>expect(node -> reader.read(path, node.data())));
    }

    private <T> Consumer<StoreResult<T>> expect(Reader<T> reader) {
        outstanding++;
        return then(result -> {
            if (!result.isOk()) {
                note(result.outcome());
            } else if (failure == null && corruption == null) {
                try {
                    reader.read(result.value());
                } catch (CorruptNodeException corrupt) {
                    corruption = corrupt.getMessage();
                }
            }
            oneLess();
        });
    }

    private Consumer<StoreOutcome> expectOutcome() {
        outstanding++;
        return then(outcome -> {
            if (outcome != StoreOutcome.OK) {
                note(outcome);
            }
            oneLess();
        });
    }

    private void note(StoreOutcome outcome) {
        failure = failure == null || outcome.inDoubt() ? outcome : failure;
    }

    private void oneLess() {
        outstanding--;
        if (outstanding > 0) {
            return;
        }
        if (failure != null && failure.inDoubt()) {
            trouble.connectionLost();
        } else if (failure != null || corruption != null) {
            trouble.unusable("the cluster's state cannot be read: " + (corruption != null ? corruption : failure));
        } else {
            assemble();
        }
    }

    private void assemble() {
        TreeMap<String, TopicImage> byName = new TreeMap<>();
        HashMap<Uuid, TopicImage> byId = new HashMap<>();
        for (Map.Entry<String, TopicNode> entry : topics.entrySet()) {
            String name = entry.getKey();
            TopicNode node = entry.getValue();
            List<PartitionState> partitions = new ArrayList<>(node.partitions());
            Arrays.stream(Objects.requireNonNull(chunks.get(name)))
                    .forEach(chunk -> partitions.addAll(Objects.requireNonNull(chunk)));
            if (partitions.size() != node.partitions()) {
                trouble.unusable(paths.topic(name) + " announces " + node.partitions() + " partitions, but there are "
                        + partitions.size());
                return;
            }
            TopicImage topic = new TopicImage(name, node.id(), partitions, node.configs());
            byName.put(name, topic);
            byId.put(node.id(), topic);
        }
        done.accept(new ClusterImage(
                clusterId,
                ClusterImage.NO_CONTROLLER,
                0,
                version,
                new TreeMap<>(),
                byName,
                byId,
                brokerConfigs,
                deleted));
    }
}
