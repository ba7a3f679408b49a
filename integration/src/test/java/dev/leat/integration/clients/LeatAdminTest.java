package dev.leat.integration.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.admin.AdminClient;
import dev.leat.client.admin.CommittedOffset;
import dev.leat.client.admin.ConfigChange;
import dev.leat.client.admin.ConfigEntry;
import dev.leat.client.admin.ConfigResource;
import dev.leat.client.admin.GroupAdmin;
import dev.leat.client.admin.GroupDescription;
import dev.leat.client.admin.LogDirectory;
import dev.leat.client.admin.NewPartitions;
import dev.leat.client.admin.NewTopic;
import dev.leat.client.admin.OffsetAdmin;
import dev.leat.client.admin.PartitionDescription;
import dev.leat.client.admin.Results;
import dev.leat.client.admin.TopicDescription;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.MisuseException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.metadata.ClusterView;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leat's own admin client. */
class LeatAdminTest extends ClientTest {
    private final AdminClient admin;
    private final String topic = "admin-" + UUID.randomUUID();
    private final String group = "group-" + UUID.randomUUID();
    private final TopicPartition first = new TopicPartition(topic, 0);

    LeatAdminTest(TestCluster cluster) {
        super(cluster);
        admin = AdminClient.create(Map.of("bootstrap.servers", cluster.bootstrap(), "client.id", "leat-admin"));
    }

    @BeforeEach
    void createTopic() {
        get(admin.createTopics(List.of(new NewTopic(topic, 2, 1, Map.of())))).orThrow();
        eventually(() -> assertThat(get(admin.listTopics())).containsKey(topic));
    }

    @AfterEach
    void closeAdmin() {
        get(admin.deleteTopics(List.of(topic)));
        admin.close();
    }

    @Test
    void shouldTellWhatItCreatedAndWhatNot() {
        String other = topic + "-other";
        Results<String, ?> results = get(
                admin.createTopics(List.of(new NewTopic(topic, 1, 1, Map.of()), new NewTopic(other, 3, 1, Map.of()))));
        assertThat(results.values()).containsOnlyKeys(other);
        assertThat(results.failures()).containsOnlyKeys(topic);
        assertThatThrownBy(() -> results.of(topic)).isInstanceOf(MisuseException.class);
        assertThat(get(admin.deleteTopics(List.of(other, topic + "-missing"))).failures())
                .containsOnlyKeys(topic + "-missing");
    }

    @Test
    void shouldSayWhetherItCouldCreateWithoutDoingIt() {
        String imagined = topic + "-imagined";
        get(admin.validateTopics(List.of(new NewTopic(imagined, 1, 1, Map.of()))))
                .orThrow();
        assertThat(get(admin.listTopics())).containsKey(topic).doesNotContainKey(imagined);
    }

    @Test
    void shouldDescribeTopicsAndTheCluster() {
        Results<String, TopicDescription> described = get(admin.describeTopics(List.of(topic, topic + "-missing")));
        assertThat(described.of(topic).partitions()).hasSize(2);
        assertThat(described.of(topic).isLed()).isTrue();
        assertThatThrownBy(() -> described.of(topic + "-missing")).isInstanceOf(RetriableException.class);
        ClusterView cluster = get(admin.describeCluster());
        assertThat(cluster.brokers()).containsKey(cluster.controllerId());
        assertThat(cluster.clusterId()).isNotBlank();
    }

    @Test
    void shouldDescribeTopicsInSeveralPagesWithWhoMayBeElected() {
        String other = topic + "-other";
        get(admin.createTopics(List.of(new NewTopic(other, 3, 1, Map.of())))).orThrow();
        eventually(() -> assertThat(get(admin.listTopics())).containsKey(other));
        Results<String, TopicDescription> described =
                get(admin.describeTopics(List.of(other, topic, topic + "-missing"), 2));
        assertThat(described.of(topic).partitions())
                .extracting(PartitionDescription::partition)
                .containsExactly(0, 1);
        assertThat(described.of(other).partitions())
                .extracting(PartitionDescription::partition)
                .containsExactly(0, 1, 2);
        assertThat(described.of(other).partitions()).allSatisfy(partition -> {
            assertThat(partition.isr()).containsExactly(partition.leader());
            assertThat(partition.eligibleLeaders()).isNotNull().isEmpty();
            assertThat(partition.lastKnownEligibleLeaders()).isNotNull().isEmpty();
        });
        assertThat(described.failures()).containsOnlyKeys(topic + "-missing");
        get(admin.deleteTopics(List.of(other))).orThrow();
    }

    @Test
    void shouldAddPartitions() {
        assertThat(get(admin.addPartitions(Map.of(topic, 5))).orThrow()).containsEntry(topic, 5);
        eventually(() -> assertThat(
                        get(admin.describeTopics(List.of(topic))).of(topic).partitions())
                .hasSize(5));
        assertThat(get(admin.addPartitions(Map.of(topic, 1))).failures()).containsOnlyKeys(topic);
    }

    @Test
    void shouldSayWhetherItCouldAddPartitionsWithoutDoingIt() {
        Results<String, Integer> possible = get(admin.validatePartitions(List.of(new NewPartitions(topic, 4))));
        assertThat(possible.orThrow()).containsEntry(topic, 4);
        assertThat(get(admin.validatePartitions(List.of(new NewPartitions(topic, 1))))
                        .failures())
                .hasEntrySatisfying(
                        topic,
                        failure -> assertThat(failure.is(ErrorCode.INVALID_PARTITIONS))
                                .isTrue());
        assertThat(get(admin.describeTopics(List.of(topic))).of(topic).partitions())
                .hasSize(2);
    }

    @Test
    void shouldPutReplicasWhereItIsTold() {
        String other = topic + "-placed";
        List<Integer> here = List.of(get(admin.describeCluster()).controllerId());
        get(admin.createTopics(List.of(NewTopic.placed(other, Map.of(0, here, 1, here), Map.of()))))
                .orThrow();
        eventually(() -> assertThat(replicasOf(other)).containsExactly(here, here));
        get(admin.addPartitions(List.of(new NewPartitions(other, 4, List.of(here, here)))))
                .orThrow();
        eventually(() -> assertThat(replicasOf(other)).containsExactly(here, here, here, here));
        get(admin.deleteTopics(List.of(other))).orThrow();
    }

    private List<List<Integer>> replicasOf(String name) {
        return get(admin.describeTopics(List.of(name))).of(name).partitions().stream()
                .map(PartitionDescription::replicas)
                .toList();
    }

    @Test
    void shouldRefuseToPutReplicasWhereNoBrokerIs() {
        List<Integer> nowhere = List.of(4_711);
        String other = topic + "-nowhere";
        assertThat(get(admin.createTopics(List.of(NewTopic.placed(other, Map.of(0, nowhere), Map.of()))))
                        .failures())
                .hasEntrySatisfying(other, LeatAdminTest::isInvalidAssignment);
        assertThat(get(admin.addPartitions(List.of(new NewPartitions(topic, 3, List.of(nowhere)))))
                        .failures())
                .hasEntrySatisfying(topic, LeatAdminTest::isInvalidAssignment);
    }

    private static void isInvalidAssignment(ClientException failure) {
        assertThat(failure.is(ErrorCode.INVALID_REPLICA_ASSIGNMENT)).isTrue();
    }

    @Test
    void shouldChangeSettings() {
        ConfigResource resource = ConfigResource.topic(topic);
        get(admin.alterConfigs(Map.of(resource, List.of(ConfigChange.set("retention.ms", "12345")))))
                .orThrow();
        eventually(() -> {
            assertThat(setting(resource, "retention.ms").value()).isEqualTo("12345");
            assertThat(setting(resource, "retention.ms").source()).isEqualTo(ConfigEntry.Source.TOPIC);
        });
        get(admin.alterConfigs(Map.of(resource, List.of(ConfigChange.delete("retention.ms")))))
                .orThrow();
        eventually(() -> assertThat(setting(resource, "retention.ms").source()).isEqualTo(ConfigEntry.Source.DEFAULT));
        assertThat(get(admin.validateConfigs(Map.of(resource, List.of(ConfigChange.set("retention.ms", "soon")))))
                        .failures())
                .containsOnlyKeys(resource);
    }

    @Test
    void shouldReadTheSettingsOfABroker() {
        int broker = get(admin.describeCluster()).controllerId();
        assertThat(setting(ConfigResource.broker(broker), "log.retention.hours").value())
                .isNotBlank();
    }

    @Test
    void shouldFindOffsetsAndDeleteRecords() {
        produce(10);
        TopicPartition missing = new TopicPartition(topic, 7);
        Map<TopicPartition, Long> ends =
                Map.of(first, OffsetAdmin.LATEST, new TopicPartition(topic, 1), OffsetAdmin.LATEST, missing, 0L);
        Results<TopicPartition, OffsetAdmin.FoundOffset> found = get(admin.listOffsets(ends, true));
        assertThat(found.of(first).offset()).isEqualTo(10);
        assertThat(found.failures()).containsOnlyKeys(missing);
        assertThat(get(admin.listOffsets(Map.of(first, 1_005L), false))
                        .of(first)
                        .offset())
                .isEqualTo(5);
        assertThat(get(admin.deleteRecords(Map.of(first, 4L))).of(first)).isEqualTo(4);
        assertThat(get(admin.listOffsets(Map.of(first, OffsetAdmin.EARLIEST), false))
                        .of(first)
                        .offset())
                .isEqualTo(4);
    }

    @Test
    void shouldFindTheEndOfALeaderEpoch() {
        produce(3);
        int epoch = get(admin.describeTopics(List.of(topic)))
                .of(topic)
                .partitions()
                .get(0)
                .leaderEpoch();
        assertThat(get(admin.endsOfEpochs(Map.of(first, epoch))).of(first))
                .isEqualTo(new OffsetAdmin.EpochEnd(epoch, 3));
    }

    @Test
    void shouldLookAfterGroups() {
        produce(5);
        try (Consumer<String, String> consumer =
                clients.consumer(Map.of("group.id", group, "auto.offset.reset", "earliest"))) {
            consumer.subscribe(List.of(topic));
            int seen = 0;
            while (seen < 5) {
                seen += consumer.poll(Duration.ofMillis(200)).count();
            }
            consumer.commitSync();
            GroupDescription described =
                    get(admin.describeGroups(List.of(group))).of(group);
            assertThat(described.state()).isEqualTo("Stable");
            assertThat(described.members()).hasSize(1);
            assertThat(get(admin.deleteGroups(List.of(group))).failures()).containsOnlyKeys(group);
        }
        assertThat(get(admin.listGroups()).stream().map(GroupAdmin.ListedGroup::id))
                .contains(group);
        assertThat(Objects.requireNonNull(get(admin.groupOffsets(group)).get(first))
                        .offset())
                .isEqualTo(5);
        get(admin.setGroupOffsets(group, Map.of(first, new CommittedOffset(2, -1, "back"))))
                .orThrow();
        assertThat(get(admin.groupOffsets(group))).containsEntry(first, new CommittedOffset(2, -1, "back"));
        get(admin.deleteGroupOffsets(group, List.of(first))).orThrow();
        assertThat(get(admin.groupOffsets(group))).doesNotContainKey(first);
        get(admin.deleteGroups(List.of(group))).orThrow();
        assertThat(get(admin.deleteGroups(List.of(group))).failures().values())
                .allMatch(failure -> failure.is(ErrorCode.GROUP_ID_NOT_FOUND));
    }

    @Test
    void shouldListGroupsByStateAndType() {
        try (Consumer<String, String> consumer = member(Map.of())) {
            pollUntilStable(consumer);
            assertThat(listed(List.of("Empty", "Stable"), List.of()))
                    .containsExactly(new GroupAdmin.ListedGroup(group, "consumer", "Stable", "classic"));
            assertThat(get(admin.listGroups(List.of("Stable"))))
                    .anyMatch(listed -> listed.id().equals(group))
                    .allMatch(listed -> listed.state().equals("Stable"));
            assertThat(listed(List.of("Empty"), List.of())).isEmpty();
            assertThat(listed(List.of(), List.of("classic"))).hasSize(1);
            assertThat(listed(List.of("Stable"), List.of("consumer"))).isEmpty();
        }
    }

    private List<GroupAdmin.ListedGroup> listed(List<String> states, List<String> types) {
        return get(admin.listGroups(states, types)).stream()
                .filter(listed -> listed.id().equals(group))
                .toList();
    }

    @Test
    void shouldRemoveAStaticMemberWhoseConsumerIsGone() {
        try (Consumer<String, String> consumer = member(Map.of("group.instance.id", "one"))) {
            pollUntilStable(consumer);
        } // a static member does not leave when it closes
        assertThat(members()).extracting(GroupDescription.Member::instanceId).containsExactly("one");
        Results<String, String> removed = get(admin.removeGroupMembers(group, List.of("one", "nobody")));
        assertThat(removed.values()).containsOnlyKeys("one");
        assertThat(removed.failures()).containsOnlyKeys("nobody");
        assertThat(removed.failures().values()).allMatch(failure -> failure.is(ErrorCode.UNKNOWN_MEMBER_ID));
        eventually(() -> assertThat(members()).isEmpty());
    }

    @Test
    void shouldRemoveAllMembersOfAGroup() {
        try (Consumer<String, String> fixed = member(Map.of("group.instance.id", "one"));
                Consumer<String, String> dynamic = member(Map.of())) {
            pollUntilStable(fixed, dynamic);
            List<String> ids =
                    members().stream().map(GroupDescription.Member::id).toList();
            assertThat(get(admin.removeAllGroupMembers(group)).orThrow()).containsOnlyKeys(ids);
            eventually(() -> assertThat(members()).isEmpty());
            assertThat(get(admin.removeAllGroupMembers(group)).orThrow()).isEmpty();
        }
    }

    private Consumer<String, String> member(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("group.id", group);
        Consumer<String, String> consumer = clients.consumer(all);
        consumer.subscribe(List.of(topic));
        return consumer;
    }

    @SafeVarargs
    private void pollUntilStable(Consumer<String, String>... consumers) {
        eventually(() -> {
            for (Consumer<String, String> consumer : consumers) {
                consumer.poll(Duration.ofMillis(200));
            }
            assertThat(get(admin.describeGroups(List.of(group))).of(group).state())
                    .isEqualTo("Stable");
            assertThat(members()).hasSize(consumers.length);
        });
    }

    private List<GroupDescription.Member> members() {
        return get(admin.describeGroups(List.of(group))).of(group).members();
    }

    @Test
    void shouldDescribeLogDirectories() {
        produce(1);
        int broker = get(admin.describeCluster()).controllerId();
        List<LogDirectory> directories =
                get(admin.describeLogDirs(List.of(broker))).of(broker);
        assertThat(directories).isNotEmpty();
        assertThat(directories.stream()
                        .flatMap(directory -> directory.partitions().entrySet().stream())
                        .filter(partition -> partition.getKey().equals(first))
                        .map(partition -> partition.getValue().bytes()))
                .singleElement()
                .satisfies(bytes -> assertThat(bytes).isPositive());
    }

    /** Kafka's brokers hear of a change a little later than its controller says that it is made. */
    private static void eventually(ThrowingRunnable seen) {
        Awaitility.await().atMost(30, TimeUnit.SECONDS).untilAsserted(seen);
    }

    private ConfigEntry setting(ConfigResource resource, String name) {
        return get(admin.describeConfigs(List.of(resource))).of(resource).stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void produce(int records) {
        try (Producer<String, String> producer = clients.producer(Map.of())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic, 0, 1_000L + i, null, "v" + i));
            }
        }
    }

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(60, TimeUnit.SECONDS).join();
    }
}
