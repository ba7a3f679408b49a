package dev.leat.broker.cluster;

import dev.leat.broker.partition.HostedTopics;
import dev.leat.broker.partition.Partition;
import dev.leat.broker.partition.PartitionSettings;
import dev.leat.controller.cluster.ClusterDelta;
import dev.leat.controller.cluster.ClusterImage;
import dev.leat.controller.cluster.ClusterListener;
import dev.leat.controller.cluster.PartitionState;
import dev.leat.controller.cluster.TopicImage;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.log.PartitionLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the partitions of this broker to what each new image of the cluster says: opens, leads, resigns, deletes. The
 * work of a partition is done on its lane; the image becomes visible when all of it is done.
 *
 * <p>Deletes only what the controller ordered to delete; a log that the image does not know is left alone.
 */
public final class ClusterApplier implements ClusterListener {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterApplier.class);

    private final int brokerId;
    private final HostedTopics hosted;
    private final LogStore logs;
    private final TopicSettingsSource settings;
    private final Consumer<StorageException> storageFaults;
    private final AppliedImages applied;

    public ClusterApplier(
            int brokerId,
            HostedTopics hosted,
            LogStore logs,
            TopicSettingsSource settings,
            Consumer<StorageException> storageFaults,
            AppliedImages applied) {
        this.brokerId = brokerId;
        this.hosted = hosted;
        this.logs = logs;
        this.settings = settings;
        this.storageFaults = storageFaults;
        this.applied = applied;
    }

    /** Gives a topic's settings in the form partitions use them. */
    @FunctionalInterface
    public interface TopicSettingsSource {
        PartitionSettings of(TopicImage topic);
    }

    @Override
    public void onChange(ClusterDelta delta, ClusterImage image) {
        List<Task> tasks = new ArrayList<>();
        // deletions first: a topic made anew under the same name cannot be opened while the old one's log is there
        delta.deleted().forEach(deletion -> delete(deletion.topicId(), tasks));
        if (delta.whole()) {
            deleteOrdered(image, tasks);
        }
        for (TopicImage topic : changedTopics(delta, image)) {
            bring(topic, tasks);
        }
        Runnable pieceDone = applied.expect(image, tasks.size());
        long refused = tasks.stream().filter(task -> !handOver(task, pieceDone)).count();
        if (refused > 0) {
            LOG.warn(
                    "image {}: lanes that stop or are overloaded left {} partitions as they were",
                    image.version(),
                    refused);
        }
    }

    /** Has the lane do {@code task}; false if it takes no work. The piece is done either way: none may be missing for ever. */
    private static boolean handOver(Task task, Runnable pieceDone) {
        try {
            task.partition.lane().executeSlow(() -> {
                try {
                    task.work.run();
                } finally { // a fault in one partition must not hold back every image after this one
                    pieceDone.run();
                }
            });
            return true;
        } catch (RejectedExecutionException refused) {
            pieceDone.run();
            return false;
        }
    }

    private static List<TopicImage> changedTopics(ClusterDelta delta, ClusterImage image) {
        return delta.whole() || !delta.brokerConfigs().isEmpty() // topics take the broker's settings as defaults
                ? List.copyOf(image.topics())
                : delta.topics().stream().map(ClusterDelta.TopicChange::after).toList();
    }

    private void bring(TopicImage topic, List<Task> tasks) {
        PartitionSettings current = settings.of(topic);
        List<@Nullable Partition> partitions = hosted.host(topic.name(), topic.id(), assignedHere(topic), current);
        for (int number = 0; number < partitions.size(); number++) {
            Partition partition = partitions.get(number);
            if (partition != null) {
                PartitionState state = topic.partitions().get(number);
                tasks.add(new Task(partition, () -> bring(partition, state, current)));
            }
        }
    }

    private List<Boolean> assignedHere(TopicImage topic) {
        return topic.partitions().stream()
                .map(state -> state.replicas().contains(brokerId))
                .toList();
    }

    /** On the partition's lane. */
    private void bring(Partition partition, PartitionState state, PartitionSettings current) {
        partition.configure(current);
        if (partition.role().error() == ErrorCode.KAFKA_STORAGE_ERROR) {
            return; // its disk has failed; only a restart brings it back
        }
        if (state.leader() != brokerId) {
            partition.resign(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        } else if (partition.role().error() != ErrorCode.NONE
                || partition.role().leaderEpoch() != state.leaderEpoch()) {
            lead(partition, state, current);
        }
    }

    private void lead(Partition partition, PartitionState state, PartitionSettings current) {
        try {
            TopicPartition id = partition.id();
            PartitionLog known = partition.role().log();
            PartitionLog log = known != null ? known : logs.open(id, partition.topicId(), current.log());
            int before = partition.role().leaderEpoch();
            partition.lead(log, state.leaderEpoch(), state.isr().size(), logs.knownHighWatermark(id));
            LOG.debug("{} epoch {}->{} leader: the image says so", id, before, state.leaderEpoch());
        } catch (StorageException e) {
            LOG.error("{} cannot be opened and stays offline", partition, e);
            partition.resign(ErrorCode.KAFKA_STORAGE_ERROR);
        }
    }

    private void delete(Uuid topicId, List<Task> tasks) {
        for (Partition partition : hosted.drop(topicId)) {
            tasks.add(new Task(partition, () -> delete(partition)));
        }
    }

    /** On the partition's lane. */
    private void delete(Partition partition) {
        partition.resign(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        try {
            logs.delete(
                    partition.id(), partition.topicId(), partition.settings().fileDeleteDelayMs());
        } catch (StorageException e) {
            LOG.error("{} cannot be deleted", partition, e);
            storageFaults.accept(e);
        }
    }

    /** Deletes what was ordered while this broker did not listen. */
    private void deleteOrdered(ClusterImage image, List<Task> tasks) {
        for (HostedTopics.Hosted topic : hosted.all()) {
            if (image.topic(topic.id()) == null && image.deletedTopic(topic.id()) != null) {
                delete(topic.id(), tasks);
            }
        }
    }

    private record Task(Partition partition, Runnable work) {}
}
