package dev.leat.client.admin;

import dev.leat.client.Seams;
import dev.leat.client.config.ClientConfig;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.ClusterView;
import dev.leat.client.metadata.TopicView;
import dev.leat.client.net.Preparation;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Looks at a cluster and changes it.
 *
 * <p>Any thread may call. Futures complete on the client's own thread, so what hangs on them must not block. What fails
 * for a passing reason is tried again until {@code default.api.timeout.ms} is over; one thing's failure does not keep the
 * others of the same call from succeeding, and is found in {@link Results#failures()}.
 */
public final class AdminClient implements AutoCloseable {
    private final Cluster cluster;
    private final TopicAdmin topics;
    private final TopicDescriber descriptions;
    private final ConfigAdmin configs;
    private final OffsetAdmin offsets;
    private final GroupAdmin groups;
    private final GroupMemberAdmin groupMembers;
    private final GroupOffsetAdmin groupOffsets;
    private final LogDirAdmin logDirs;
    private final int timeoutMs;

    private AdminClient(Cluster cluster) {
        this.cluster = cluster;
        timeoutMs = cluster.config().apiTimeoutMs();
        topics = new TopicAdmin(cluster, timeoutMs);
        descriptions = new TopicDescriber(cluster, timeoutMs);
        configs = new ConfigAdmin(cluster);
        offsets = new OffsetAdmin(cluster, timeoutMs);
        groups = new GroupAdmin(cluster, timeoutMs);
        groupMembers = new GroupMemberAdmin(cluster, timeoutMs);
        groupOffsets = new GroupOffsetAdmin(cluster, timeoutMs);
        logDirs = new LogDirAdmin(cluster, timeoutMs);
    }

    /** @param settings a map or Properties by Kafka's names */
    public static AdminClient create(Map<?, ?> settings) {
        Preparation.begin();
        return create(ClientConfig.from(settings));
    }

    /** Starts the client's thread, but connects to nothing before the first call. */
    public static AdminClient create(ClientConfig config) {
        return over(Cluster.open(config, Seams.real()));
    }

    /** Asks over {@code cluster}, which closes with it. */
    public static AdminClient over(Cluster cluster) {
        return new AdminClient(cluster);
    }

    /** The brokers, the controller and the cluster's id, as they are now. */
    public CompletableFuture<ClusterView> describeCluster() {
        return cluster.retrying(() -> cluster.look(List.of()), timeoutMs);
    }

    /** See {@link TopicAdmin#list}. */
    public CompletableFuture<Map<String, TopicView>> listTopics() {
        return topics.list();
    }

    /** As {@link #describeTopics(Collection, int)}, with as many partitions per answer as Kafka's own client wants. */
    public CompletableFuture<Results<String, TopicDescription>> describeTopics(Collection<String> names) {
        return descriptions.describe(names, TopicDescriber.PARTITIONS_PER_ANSWER);
    }

    /** See {@link TopicDescriber#describe}. */
    public CompletableFuture<Results<String, TopicDescription>> describeTopics(
            Collection<String> names, int partitionsPerAnswer) {
        return descriptions.describe(names, partitionsPerAnswer);
    }

    /** See {@link TopicAdmin#create(Collection, boolean)}. */
    public CompletableFuture<Results<String, CreatedTopic>> createTopics(Collection<NewTopic> newTopics) {
        return topics.create(newTopics, false);
    }

    /** Asks whether {@link #createTopics} would succeed, without doing it. */
    public CompletableFuture<Results<String, CreatedTopic>> validateTopics(Collection<NewTopic> newTopics) {
        return topics.create(newTopics, true);
    }

    /** See {@link TopicAdmin#delete(Collection)}. */
    public CompletableFuture<Results<String, Uuid>> deleteTopics(Collection<String> names) {
        return topics.delete(names);
    }

    /** See {@link TopicAdmin#addPartitions(Map)}. */
    public CompletableFuture<Results<String, Integer>> addPartitions(Map<String, Integer> totals) {
        return topics.addPartitions(totals);
    }

    /** See {@link TopicAdmin#addPartitions(Collection, boolean)}. */
    public CompletableFuture<Results<String, Integer>> addPartitions(Collection<NewPartitions> more) {
        return topics.addPartitions(more, false);
    }

    /** Asks whether {@link #addPartitions(Collection)} would succeed, without doing it. */
    public CompletableFuture<Results<String, Integer>> validatePartitions(Collection<NewPartitions> more) {
        return topics.addPartitions(more, true);
    }

    /** See {@link ConfigAdmin#describe}. */
    public CompletableFuture<Results<ConfigResource, List<ConfigEntry>>> describeConfigs(
            Collection<ConfigResource> resources) {
        return configs.describe(resources);
    }

    /** See {@link ConfigAdmin#alter}. */
    public CompletableFuture<Results<ConfigResource, Integer>> alterConfigs(
            Map<ConfigResource, List<ConfigChange>> changes) {
        return configs.alter(changes, false);
    }

    /** Asks whether {@link #alterConfigs} would succeed, without doing it. */
    public CompletableFuture<Results<ConfigResource, Integer>> validateConfigs(
            Map<ConfigResource, List<ConfigChange>> changes) {
        return configs.alter(changes, true);
    }

    /** See {@link OffsetAdmin#list}. */
    public CompletableFuture<Results<TopicPartition, OffsetAdmin.FoundOffset>> listOffsets(
            Map<TopicPartition, Long> timestamps, boolean readCommitted) {
        return offsets.list(timestamps, readCommitted);
    }

    /** See {@link OffsetAdmin#deleteRecords}. */
    public CompletableFuture<Results<TopicPartition, Long>> deleteRecords(Map<TopicPartition, Long> before) {
        return offsets.deleteRecords(before);
    }

    /** See {@link OffsetAdmin#endsOfEpochs}. */
    public CompletableFuture<Results<TopicPartition, OffsetAdmin.EpochEnd>> endsOfEpochs(
            Map<TopicPartition, Integer> epochs) {
        return offsets.endsOfEpochs(epochs);
    }

    /** See {@link GroupAdmin#list()}. */
    public CompletableFuture<List<GroupAdmin.ListedGroup>> listGroups() {
        return groups.list();
    }

    /** The groups in one of {@code states}; see {@link GroupAdmin#list(Collection, Collection)}. */
    public CompletableFuture<List<GroupAdmin.ListedGroup>> listGroups(Collection<String> states) {
        return groups.list(states, List.of());
    }

    /** See {@link GroupAdmin#list(Collection, Collection)}. */
    public CompletableFuture<List<GroupAdmin.ListedGroup>> listGroups(
            Collection<String> states, Collection<String> types) {
        return groups.list(states, types);
    }

    /** See {@link GroupAdmin#describe}. */
    public CompletableFuture<Results<String, GroupDescription>> describeGroups(Collection<String> ids) {
        return groups.describe(ids);
    }

    /** See {@link GroupAdmin#delete}. */
    public CompletableFuture<Results<String, String>> deleteGroups(Collection<String> ids) {
        return groups.delete(ids);
    }

    /** See {@link GroupMemberAdmin#remove}. */
    public CompletableFuture<Results<String, String>> removeGroupMembers(String group, Collection<String> instanceIds) {
        return groupMembers.remove(group, instanceIds);
    }

    /** See {@link GroupMemberAdmin#removeAll}. */
    public CompletableFuture<Results<String, String>> removeAllGroupMembers(String group) {
        return groupMembers.removeAll(group);
    }

    /** See {@link GroupOffsetAdmin#of}. */
    public CompletableFuture<Map<TopicPartition, CommittedOffset>> groupOffsets(String group) {
        return groupOffsets.of(group);
    }

    /** See {@link GroupOffsetAdmin#set}. */
    public CompletableFuture<Results<TopicPartition, CommittedOffset>> setGroupOffsets(
            String group, Map<TopicPartition, CommittedOffset> newOffsets) {
        return groupOffsets.set(group, newOffsets);
    }

    /** See {@link GroupOffsetAdmin#delete}. */
    public CompletableFuture<Results<TopicPartition, TopicPartition>> deleteGroupOffsets(
            String group, Collection<TopicPartition> partitions) {
        return groupOffsets.delete(group, partitions);
    }

    /** The log directories of {@code brokers} with the sizes of what is in them, by broker id. */
    public CompletableFuture<Results<Integer, List<LogDirectory>>> describeLogDirs(Collection<Integer> brokers) {
        return logDirs.describe(brokers);
    }

    /** Closes all connections and ends the client's thread; calls that are not answered fail. */
    @Override
    public void close() {
        cluster.close();
    }
}
