package dev.leat.perf.load;

import dev.leat.cli.output.CliFailure;
import dev.leat.cli.verb.Waiting;
import dev.leat.client.Seams;
import dev.leat.client.admin.AdminClient;
import dev.leat.client.admin.NewTopic;
import dev.leat.client.admin.OffsetAdmin;
import dev.leat.client.admin.PartitionDescription;
import dev.leat.client.admin.TopicDescription;
import dev.leat.client.config.ClientConfig;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.metadata.BrokerView;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.net.HostPort;
import dev.leat.perf.client.raw.Route;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The topic of a run: makes it if need be and knows its leaders and its ends. Main thread. */
final class TestTopic implements AutoCloseable {
    private final Settings settings;
    private final Patience patience;
    private final Cluster cluster;
    private final AdminClient admin;

    private TestTopic(Settings settings, Target target) {
        this.settings = settings;
        patience = new Patience(settings.timeout());
        int timeoutMs = (int) settings.timeout().toMillis();
        cluster = Cluster.open(
                ClientConfig.from(Map.of(
                        "bootstrap.servers",
                        target.bootstrap(),
                        "client.id",
                        "leat-perf-admin",
                        "request.timeout.ms",
                        timeoutMs,
                        "default.api.timeout.ms",
                        timeoutMs)),
                Seams.real());
        admin = AdminClient.over(cluster);
    }

    /** Fails at once if nobody listens, where later requests are patient. */
    private void connect() {
        Waiting.on(cluster.refresh(List.of(), false));
    }

    /** Connects; creates the topic if it is missing, and waits until all partitions have leaders. */
    static TestTopic ready(Settings settings, Target target) {
        TestTopic topic = new TestTopic(settings, target);
        try {
            topic.connect();
            topic.createIfMissing();
            topic.awaitLeaders();
            topic.offsets(OffsetAdmin.LATEST); // a broker may be named before it knows that it leads
            return topic;
        } catch (RuntimeException failure) {
            topic.close();
            throw failure;
        }
    }

    /** Connects, and makes sure that there is no such topic yet. */
    static TestTopic none(Settings settings, Target target) {
        TestTopic topic = new TestTopic(settings, target);
        try {
            topic.connect();
            if (Waiting.on(topic.admin.listTopics()).containsKey(settings.topic())) {
                throw new CliFailure(
                        "there is a topic " + settings.topic() + " already",
                        null,
                        "how long its partitions take cannot be seen any more",
                        "the same with another --topic",
                        null);
            }
            return topic;
        } catch (RuntimeException failure) {
            topic.close();
            throw failure;
        }
    }

    /** Creates the topic. */
    void create() {
        String name = settings.topic();
        NewTopic topic = new NewTopic(name, settings.partitions(), settings.replicas(), settings.topicConfigs());
        Waiting.on(admin.createTopics(List.of(topic))).of(name);
    }

    private void createIfMissing() {
        try {
            create();
        } catch (ClientException refused) {
            if (!refused.is(ErrorCode.TOPIC_ALREADY_EXISTS)) {
                throw refused;
            }
        }
    }

    private TopicDescription awaitLeaders() {
        return patience.with(() -> {
            TopicDescription topic =
                    Waiting.on(admin.describeTopics(List.of(settings.topic()))).of(settings.topic());
            checkPartitions(topic.partitions().size());
            if (!topic.isLed()) {
                throw ClientErrors.of(
                        ErrorCode.LEADER_NOT_AVAILABLE, "asking for the leaders of topic '" + topic.name() + "'", null);
            }
            return topic;
        });
    }

    private void checkPartitions(int found) {
        if (found != settings.partitions()) {
            throw new CliFailure(
                    "topic " + settings.topic() + " has " + found + " partitions, not " + settings.partitions(),
                    null,
                    "it was made by a run with other options",
                    "the same with --partitions " + found + ", or with another --topic",
                    null);
        }
    }

    /**
     * Ways for {@code count} connections, over all leaders in turn. A writer's way has all partitions of its leader, beginning
     * with another one for each; a reader's has one, from its first record on.
     */
    List<Route> routes(int count, boolean reading) {
        Map<HostPort, List<Integer>> led = byLeader();
        List<HostPort> leaders = List.copyOf(led.keySet());
        Map<Integer, Long> starts = reading ? offsets(OffsetAdmin.EARLIEST) : Map.of();
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            HostPort leader = leaders.get(i % leaders.size());
            List<Integer> partitions = led.getOrDefault(leader, List.of());
            int first = i / leaders.size() % partitions.size();
            List<Integer> turned = new ArrayList<>(partitions.subList(first, partitions.size()));
            turned.addAll(partitions.subList(0, first));
            routes.add(new Route(leader, turned, starts.getOrDefault(turned.get(0), 0L)));
        }
        return routes;
    }

    /** How many brokers lead partitions. */
    int leaders() {
        return byLeader().size();
    }

    /** One way to the end of each partition. */
    List<Route> ends() {
        Map<Integer, Long> ends = offsets(OffsetAdmin.LATEST);
        List<Route> routes = new ArrayList<>();
        byLeader()
                .forEach((leader, partitions) -> partitions.forEach(partition ->
                        routes.add(new Route(leader, List.of(partition), ends.getOrDefault(partition, 0L)))));
        return routes;
    }

    private Map<HostPort, List<Integer>> byLeader() {
        TopicDescription topic = awaitLeaders();
        Map<Integer, BrokerView> brokers = Waiting.on(admin.describeCluster()).brokers();
        Map<HostPort, List<Integer>> led = new LinkedHashMap<>();
        for (PartitionDescription partition : topic.partitions()) {
            BrokerView leader = brokers.get(partition.leader());
            if (leader != null) {
                led.computeIfAbsent(leader.address(), any -> new ArrayList<>()).add(partition.partition());
            }
        }
        return led;
    }

    /** How many records all partitions hold. */
    long records() {
        long begins = sum(offsets(OffsetAdmin.EARLIEST));
        return sum(offsets(OffsetAdmin.LATEST)) - begins;
    }

    private static long sum(Map<Integer, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<Integer, Long> offsets(long which) {
        Map<TopicPartition, Long> wanted = new LinkedHashMap<>();
        for (int partition = 0; partition < settings.partitions(); partition++) {
            wanted.put(new TopicPartition(settings.topic(), partition), which);
        }
        Map<Integer, Long> offsets = new LinkedHashMap<>();
        patience.with(() -> Waiting.on(admin.listOffsets(wanted, false)).orThrow())
                .forEach((partition, found) -> offsets.put(partition.partition(), found.offset()));
        return offsets;
    }

    @Override
    public void close() {
        admin.close();
    }
}
