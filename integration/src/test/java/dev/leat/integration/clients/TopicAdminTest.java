package dev.leat.integration.clients;

import static dev.leat.integration.clients.Clients.DEADLINE;
import static dev.leat.integration.clients.Clients.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicAdminTest extends ClientTest {
    private final String name = Clients.unique("topic");
    private final Admin admin;

    TopicAdminTest(TestCluster cluster) {
        super(cluster);
        this.admin = clients.admin();
    }

    @Test
    void shouldCreateATopicAndDescribeItByNameAndById() {
        CreateTopicsResult created = admin.createTopics(
                List.of(new NewTopic(name, 3, (short) 1).configs(Map.of("retention.ms", "3600000"))));
        get(created.all());
        assertThat(get(created.numPartitions(name))).isEqualTo(3);
        assertThat(get(created.replicationFactor(name))).isEqualTo(1);
        Uuid id = get(created.topicId(name));
        assertThat(id).isNotEqualTo(Uuid.ZERO_UUID);

        TopicDescription byName = describe(name);
        assertThat(byName.topicId()).isEqualTo(id);
        assertThat(byName.isInternal()).isFalse();
        assertThat(byName.partitions())
                .extracting(TopicPartitionInfo::partition)
                .containsExactly(0, 1, 2);
        assertThat(byName.partitions()).allSatisfy(partition -> {
            assertThat(partition.leader()).isNotNull();
            assertThat(partition.replicas()).hasSize(1);
            assertThat(partition.isr()).hasSize(1);
        });
        TopicDescription byId = Objects.requireNonNull(get(admin.describeTopics(TopicCollection.ofTopicIds(List.of(id)))
                        .allTopicIds())
                .get(id));
        assertThat(byId.name()).isEqualTo(name);
        assertThat(byId.partitions()).hasSize(3);
        assertThat(get(admin.listTopics().names())).contains(name);
    }

    @Test
    void shouldCreateATopicWithTheBrokersDefaults() {
        get(admin.createTopics(List.of(new NewTopic(name, Optional.empty(), Optional.empty())))
                .all());
        assertThat(describe(name).partitions()).hasSize(1);
    }

    @Test
    void shouldPlaceReplicasWhereItIsTold() {
        int broker = get(admin.describeCluster().nodes()).iterator().next().id();
        get(admin.createTopics(List.of(new NewTopic(name, Map.of(0, List.of(broker), 1, List.of(broker)))))
                .all());
        assertThat(describe(name).partitions())
                .hasSize(2)
                .allSatisfy(partition -> assertThat(partition.leader().id()).isEqualTo(broker));
    }

    @Test
    void shouldOnlyCheckWhenAskedToValidate() {
        get(admin.createTopics(List.of(new NewTopic(name, 3, (short) 1)), new CreateTopicsOptions().validateOnly(true))
                .all());
        assertThat(get(admin.listTopics().names())).doesNotContain(name);
    }

    @Test
    void shouldRefuseATopicThatExists() {
        create(name, 1);
        assertThatThrownBy(() -> create(name, 1)).isInstanceOf(TopicExistsException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "..", "slash/slash", "\u00fcmlaut"})
    void shouldRefuseIllegalNames(String illegal) {
        assertThatThrownBy(() -> create(illegal, 1)).isInstanceOf(InvalidTopicException.class);
    }

    @Test
    void shouldRefuseWhatItCannotBuild() {
        assertThatThrownBy(() -> create(name, 0)).isInstanceOf(InvalidPartitionsException.class);
        assertThatThrownBy(() -> get(admin.createTopics(List.of(new NewTopic(name, 1, (short) 100)))
                        .all()))
                .isInstanceOf(InvalidReplicationFactorException.class);
        assertThatThrownBy(() -> get(admin.createTopics(
                                List.of(new NewTopic(name, 1, (short) 1).configs(Map.of("retention.ms", "soon"))))
                        .all()))
                .isInstanceOf(InvalidConfigurationException.class);
        assertThatThrownBy(() -> get(admin.createTopics(
                                List.of(new NewTopic(name, 1, (short) 1).configs(Map.of("no.such.setting", "1"))))
                        .all()))
                .isInstanceOf(InvalidConfigurationException.class);
    }

    @Test
    void shouldDeleteByNameAndById() {
        create(name, 2);
        String other = Clients.unique("topic");
        create(other, 1);
        Uuid otherId = describe(other).topicId();
        get(admin.deleteTopics(List.of(name)).all());
        get(admin.deleteTopics(TopicCollection.ofTopicIds(List.of(otherId))).all());
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(get(admin.listTopics().names())).doesNotContain(name, other));
        assertThatThrownBy(() -> describe(name)).isInstanceOf(UnknownTopicOrPartitionException.class);
    }

    @Test
    void shouldStartEmptyWhenATopicIsCreatedAgain() {
        create(name, 1);
        clients.fill(new TopicPartition(name, 0), 10);
        Uuid before = describe(name).topicId();
        get(admin.deleteTopics(List.of(name)).all());
        await().atMost(DEADLINE).ignoreException(TopicExistsException.class).until(() -> {
            create(name, 1);
            return true;
        });
        assertThat(describe(name).topicId()).isNotEqualTo(before);
        await().atMost(DEADLINE)
                .untilAsserted(() ->
                        assertThat(offset(0, OffsetSpec.latest()).offset()).isZero());
        clients.fill(new TopicPartition(name, 0), 3);
        assertThat(offset(0, OffsetSpec.latest()).offset()).isEqualTo(3);
    }

    @Test
    void shouldRefuseToDeleteWhatIsNotThere() {
        assertThatThrownBy(() -> get(admin.deleteTopics(List.of(name)).all()))
                .isInstanceOf(UnknownTopicOrPartitionException.class);
        assertThatThrownBy(() -> get(admin.deleteTopics(TopicCollection.ofTopicIds(List.of(Uuid.randomUuid())))
                        .all()))
                .isInstanceOf(UnknownTopicIdException.class);
    }

    @Test
    void shouldAddPartitionsButNeverRemoveThem() {
        create(name, 1);
        get(admin.createPartitions(Map.of(name, NewPartitions.increaseTo(4))).all());
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(describe(name).partitions()).hasSize(4));
        clients.fill(new TopicPartition(name, 3), 5);
        assertThat(offset(3, OffsetSpec.latest()).offset()).isEqualTo(5);
        assertThatThrownBy(() -> get(admin.createPartitions(Map.of(name, NewPartitions.increaseTo(2)))
                        .all()))
                .isInstanceOf(InvalidPartitionsException.class);
        assertThatThrownBy(() -> get(admin.createPartitions(Map.of(Clients.unique("none"), NewPartitions.increaseTo(2)))
                        .all()))
                .isInstanceOf(UnknownTopicOrPartitionException.class);
    }

    @Test
    void shouldListOffsetsOfEveryKind() {
        create(name, 1);
        assertThat(offset(0, OffsetSpec.earliest()).offset()).isZero();
        assertThat(offset(0, OffsetSpec.latest()).offset()).isZero();
        clients.fill(new TopicPartition(name, 0), 20); // record i carries the time (i + 1) s
        assertThat(offset(0, OffsetSpec.earliest()).offset()).isZero();
        assertThat(offset(0, OffsetSpec.latest()).offset()).isEqualTo(20);
        assertThat(offset(0, OffsetSpec.forTimestamp(5_500)).offset()).isEqualTo(5);
        assertThat(offset(0, OffsetSpec.forTimestamp(5_500)).timestamp()).isEqualTo(6_000);
        assertThat(offset(0, OffsetSpec.forTimestamp(99_000)).offset()).isEqualTo(-1);
        assertThat(offset(0, OffsetSpec.maxTimestamp()).offset()).isEqualTo(19);
        assertThat(offset(0, OffsetSpec.maxTimestamp()).timestamp()).isEqualTo(20_000);
    }

    private void create(String topic, int partitions) {
        get(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all());
    }

    private TopicDescription describe(String topic) {
        return Objects.requireNonNull(
                get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
    }

    private ListOffsetsResultInfo offset(int partition, OffsetSpec spec) {
        TopicPartition where = new TopicPartition(name, partition);
        return get(admin.listOffsets(Map.of(where, spec)).partitionResult(where));
    }
}
