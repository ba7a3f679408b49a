package dev.leat.integration.kafka;

import dev.leat.test.FaultProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of two Apache Kafka brokers, each with a replica of everything. The first is the controller as well and stays;
 * the second can be killed. The coordinators' topics have one partition each, so that a test can say
 * which of the two coordinates. One thread at a time.
 */
public final class ApacheKafkaPair implements AutoCloseable {
    /** Node ids. */
    public static final int FIRST = 1;

    public static final int SECOND = 2;

    private static final String CLUSTER_ID = "TGVhdFR3b05vZGVDbHVzdA"; // any will do
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("default.replication.factor", "2"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("offsets.topic.replication.factor", "2"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "2"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("broker.heartbeat.interval.ms", "200"),
            Map.entry("broker.session.timeout.ms", "2000"), // how long a killed node counts as alive
            Map.entry("replica.fetch.wait.max.ms", "100"),
            Map.entry("log.retention.ms", "-1"), // tests write records of 1970
            Map.entry("auto.leader.rebalance.enable", "false"));

    private final Map<String, String> settings = new LinkedHashMap<>(SETTINGS);
    private final ApacheKafka first;
    private final ApacheKafka second;
    private final Admin admin;
    private final Map<String, Integer> leaders = new ConcurrentHashMap<>(); // by topic, once asked for or given

    private ApacheKafkaPair(Map<String, String> more, @Nullable FaultProxy proxy) throws IOException {
        int firstPort = FreePort.find();
        int controllerPort = FreePort.find();
        settings.putAll(more);
        settings.put("controller.quorum.voters", FIRST + "@127.0.0.1:" + controllerPort);
        first = ApacheKafka.run(
                ApacheKafka.newData(), Map.of("PLAINTEXT", firstPort), firstSettings(firstPort, controllerPort), id());
        second = runSecond(proxy);
        admin = Admin.create(Map.of("bootstrap.servers", bootstrap()));
    }

    /** Starts both; returns when both take part. Skips the test if the artefacts cannot be had. */
    public static ApacheKafkaPair start(Map<String, String> settings) throws IOException {
        return start(settings, null);
    }

    /** As {@link #start(Map)}, with a second node that is reached through {@code proxy} by all but itself. */
    public static ApacheKafkaPair behind(FaultProxy proxy, Map<String, String> settings) throws IOException {
        return start(settings, proxy);
    }

    private static ApacheKafkaPair start(Map<String, String> settings, @Nullable FaultProxy proxy) throws IOException {
        ApacheKafkaPair pair = new ApacheKafkaPair(settings, proxy);
        pair.awaitBoth();
        return pair;
    }

    /** Where {@code node} stands (broker.rack); each has a rack of its own. */
    public static String rackOf(int node) {
        return "rack-" + node;
    }

    private static List<String> id() {
        return List.of("--cluster-id", CLUSTER_ID);
    }

    private Map<String, String> firstSettings(int port, int controllerPort) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        all.put("broker.rack", rackOf(FIRST));
        return all;
    }

    private ApacheKafka runSecond(@Nullable FaultProxy proxy) throws IOException {
        int port = FreePort.find();
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("node.id", Integer.toString(SECOND));
        all.put("process.roles", "broker");
        all.put("broker.rack", rackOf(SECOND));
        all.put("listeners", "PLAINTEXT://127.0.0.1:" + port);
        if (proxy != null) {
            proxy.leadTo(port);
            all.put("advertised.listeners", "PLAINTEXT://" + proxy.address());
        }
        return ApacheKafka.run(ApacheKafka.newData(), Map.of("PLAINTEXT", port), all, id());
    }

    /** The first node's address, which is enough to find the other. */
    public String bootstrap() {
        return first.address("PLAINTEXT");
    }

    /** Creates a topic whose partitions are led by the two nodes in turn. */
    public void createTopic(String name, int partitions) {
        get(() -> admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())))
                .all()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    /** Kills the second node; returns when it is gone, though the first may not have noticed yet. */
    public void killSecond() {
        second.kill();
    }

    private void awaitBoth() {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() ->
                        admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).size() == 2);
    }

    /** Who leads partition 0 of {@code topic}: whom it was given to last, as a node may not have heard of that yet. */
    public int leaderOf(String topic) {
        return leaders.computeIfAbsent(
                topic, unmoved -> partitionOf(topic).leader().id());
    }

    /** As a node sees it that has heard of the topic, either of them. */
    private TopicPartitionInfo partitionOf(String topic) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(KafkaException.class)
                .until(() -> describe(topic).partitions().get(0), partition -> partition.leader() != null);
    }

    private TopicDescription describe(String topic) {
        Map<String, TopicDescription> topics = get(
                () -> admin.describeTopics(List.of(topic)).allTopicNames().get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        return Objects.requireNonNull(topics.get(topic), topic);
    }

    /** Has {@code node} lead partition 0 of {@code topic}, in order; returns when it does. */
    public void lead(String topic, int node) {
        TopicPartition partition = new TopicPartition(topic, 0);
        Awaitility.await().atMost(PATIENCE).until(() -> partitionOf(topic).isr().size() == 2);
        NewPartitionReassignment preference = new NewPartitionReassignment(List.of(node, FIRST + SECOND - node));
        get(() -> admin.alterPartitionReassignments(Map.of(partition, Optional.of(preference)))
                .all()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(KafkaException.class) // such as a replica that is back in sync in a moment
                .untilAsserted(() -> electPreferred(partition));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> partitionOf(topic).leader().id() == node);
        leaders.put(topic, node);
    }

    private void electPreferred(TopicPartition partition) {
        Map<TopicPartition, Optional<Throwable>> refusals =
                get(() -> admin.electLeaders(ElectionType.PREFERRED, Set.of(partition))
                        .partitions()
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        Objects.requireNonNull(refusals.get(partition))
                .filter(error -> !(error instanceof ElectionNotNeededException))
                .ifPresent(error -> {
                    throw new KafkaException(error);
                });
    }

    /** Has the other node lead partition 0 of {@code topic}. */
    public void moveLeader(String topic) {
        lead(topic, FIRST + SECOND - leaderOf(topic));
    }

    private interface Asking<T> {
        T get() throws Exception;
    }

    private static <T> T get(Asking<T> question) {
        try {
            return question.get();
        } catch (ExecutionException failed) {
            throw new KafkaException(failed.getCause());
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        second.close();
        first.close();
    }
}
