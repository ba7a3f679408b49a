package dev.leat.controller.cluster;

import dev.leat.controller.store.CoordinationStore;
import dev.leat.controller.store.CreateMode;
import dev.leat.controller.store.StoreOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One write in the making: what it does to the nodes and, in step with that, to the image. Versions of single nodes
 * are not checked, as the plan's first two operations make the whole write a compare-and-set.
 */
final class WritePlan {
    /** From this size on a plan takes nothing more: far below the store's limit of 4 MB, whatever the last item adds. */
    static final int FULL_BYTES = 1 << 20;

    private static final int OVERHEAD_BYTES = 64; // per operation on the wire, generously

    final ClusterImageEdit edit;
    private final ClusterPaths paths;
    private final Term term;
    private final List<StoreOp> ops = new ArrayList<>();
    private int bytes;
    private boolean changed;

    WritePlan(ClusterImage base, ClusterPaths paths, Term term) {
        this.edit = base.edit();
        this.paths = paths;
        this.term = term;
    }

    boolean isEmpty() {
        return !changed;
    }

    boolean isFull() {
        return bytes >= FULL_BYTES;
    }

    /** The operations, fenced by the term and numbered as change {@code number}. */
    List<StoreOp> fenced(int changesVersion, long number) {
        List<StoreOp> all = new ArrayList<>(ops.size() + 2);
        all.add(new StoreOp.CheckVersion(paths.controllerEpoch(), term.epochVersion()));
        all.add(new StoreOp.Set(paths.changes(), NodeValues.ofLong(number), changesVersion));
        all.addAll(ops);
        return all;
    }

    void createTopic(TopicImage topic) {
        create(paths.topic(topic.name()), NodeValues.ofTopic(topic));
        for (int chunk = 0; chunk < ClusterPaths.chunkCount(topic.partitionCount()); chunk++) {
            create(paths.chunk(topic.name(), chunk), chunkValue(topic, chunk));
        }
        edit.putTopic(topic);
    }

    /** Writes the topic's own node and those chunks that differ. */
    void changeTopic(TopicImage before, TopicImage after) {
        boolean sameHead = before.partitionCount() == after.partitionCount()
                && before.configs().equals(after.configs());
        if (!sameHead) {
            set(paths.topic(after.name()), NodeValues.ofTopic(after));
        }
        int oldChunks = ClusterPaths.chunkCount(before.partitionCount());
        for (int chunk = 0; chunk < ClusterPaths.chunkCount(after.partitionCount()); chunk++) {
            String path = paths.chunk(after.name(), chunk);
            if (chunk >= oldChunks) {
                create(path, chunkValue(after, chunk));
            } else if (!sameStates(chunkOf(before, chunk), chunkOf(after, chunk))) {
                set(path, chunkValue(after, chunk));
            }
        }
        edit.putTopic(after);
    }

    void deleteTopic(TopicImage topic) {
        for (int chunk = ClusterPaths.chunkCount(topic.partitionCount()) - 1; chunk >= 0; chunk--) {
            add(new StoreOp.Delete(paths.chunk(topic.name(), chunk), CoordinationStore.ANY_VERSION), 0);
        }
        add(new StoreOp.Delete(paths.topic(topic.name()), CoordinationStore.ANY_VERSION), 0);
        edit.removeTopic(topic, term.controllerEpoch());
        set(paths.deleted(), NodeValues.ofDeleted(edit.deleted()));
    }

    void setBrokerConfigs(int brokerId, Map<String, String> configs) {
        String path = paths.brokerConfigs(brokerId);
        boolean present = !edit.brokerConfigs(brokerId).isEmpty();
        if (configs.isEmpty() && present) {
            add(new StoreOp.Delete(path, CoordinationStore.ANY_VERSION), 0);
        } else if (present) {
            set(path, NodeValues.ofConfigs(configs));
        } else if (!configs.isEmpty()) {
            create(path, NodeValues.ofConfigs(configs));
        }
        edit.putBrokerConfigs(brokerId, configs);
        changed = true;
    }

    /** Brokers are no nodes of the controller's: only the image and its number change. */
    void putBroker(BrokerRegistration broker) {
        edit.putBroker(broker);
        changed = true;
    }

    /** As {@link #putBroker}. */
    void removeBroker(int brokerId) {
        edit.removeBroker(brokerId);
        changed = true;
    }

    private void create(String path, byte[] value) {
        add(new StoreOp.Create(path, value, CreateMode.PERSISTENT), value.length);
    }

    private void set(String path, byte[] value) {
        add(new StoreOp.Set(path, value, CoordinationStore.ANY_VERSION), value.length);
    }

    private void add(StoreOp op, int valueBytes) {
        ops.add(op);
        bytes += op.path().length() + valueBytes + OVERHEAD_BYTES;
        changed = true;
    }

    /** What was not changed is the same object. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean sameStates(List<PartitionState> before, List<PartitionState> after) {
        boolean same = before.size() == after.size();
        for (int i = 0; same && i < before.size(); i++) {
            same = before.get(i) == after.get(i);
        }
        return same;
    }

    private static byte[] chunkValue(TopicImage topic, int chunk) {
        return NodeValues.ofPartitions(chunkOf(topic, chunk));
    }

    private static List<PartitionState> chunkOf(TopicImage topic, int chunk) {
        int first = chunk * ClusterPaths.PARTITIONS_PER_CHUNK;
        int end = Math.min(topic.partitionCount(), first + ClusterPaths.PARTITIONS_PER_CHUNK);
        return topic.partitions().subList(first, end);
    }
}
