package dev.leat.integration.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.group.MemberIdentity;
import dev.leat.client.group.Progress;
import dev.leat.client.serde.Serdes;
import dev.leat.consumer.Consumer;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.integration.consumer.GroupFixture.Member;
import dev.leat.integration.consumer.GroupFixture.Options;
import dev.leat.integration.kafka.ApacheKafkaPair;
import dev.leat.producer.Producer;
import dev.leat.producer.ProducerRecord;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.test.FaultProxy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups and transactions whose coordinator moves between two brokers of Apache Kafka: in order, or because its node dies. */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CoordinatorMovesTest {
    private static final String OFFSETS = "__consumer_offsets";
    private static final String TRANSACTIONS_TOPIC = "__transaction_state";
    private static final int PARTITIONS = 4;
    private static final int RECORDS = 800;
    private static final int MOVES = 5;
    private static final int TRANSACTIONS = 6;
    private static final Map<String, String> SETTINGS = Map.of(
            "group.initial.rebalance.delay.ms", "0",
            "group.min.session.timeout.ms", "100",
            "group.consumer.min.session.timeout.ms", "500",
            "group.consumer.session.timeout.ms", "1000",
            "group.consumer.min.heartbeat.interval.ms", "50",
            "group.consumer.heartbeat.interval.ms", "100");

    private static ApacheKafkaPair kafka;

    @BeforeAll
    static void start() throws IOException {
        kafka = ApacheKafkaPair.start(SETTINGS);
    }

    @AfterAll
    static void end() {
        if (kafka != null) {
            kafka.close();
        }
    }

    private static Options options(String assignor) {
        return assignor.equals("consumer") ? Options.modern() : Options.with(assignor);
    }

    private static String filledTopic(GroupFixture fixture) {
        String topic = "topic-" + UUID.randomUUID();
        kafka.createTopic(topic, PARTITIONS);
        for (int i = 0; i < PARTITIONS; i++) {
            fixture.records.fill(new TopicPartition(topic, i), 0, RECORDS, Map.of());
        }
        return topic;
    }

    private static GroupHistory history(String assignor, GroupFixture fixture, FaultProxy unused, String topic) {
        Runnable move = () -> kafka.moveLeader(OFFSETS);
        return new GroupHistory(assignor, 7, fixture, unused, options(assignor), topic, move);
    }

    @ParameterizedTest
    @ValueSource(strings = {"range", "cooperative-sticky", "consumer"})
    void shouldNeitherSkipNorRepeatWhatIsCommittedNorShareAPartition(String assignor) throws IOException {
        try (FaultProxy unused = FaultProxy.start();
                GroupFixture fixture = new GroupFixture(kafka::bootstrap)) {
            GroupHistory history = history(assignor, fixture, unused, filledTopic(fixture));
            history.endure(MOVES);
            history.workOff(PARTITIONS, RECORDS);
            assertThat(history.ledger.tenures()).as("there were rebalances").isGreaterThan(PARTITIONS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"range", "consumer"})
    void shouldGoOnWithTheSameMembersAndPartitions(String protocol) {
        try (GroupFixture fixture = new GroupFixture(kafka::bootstrap)) {
            String topic = filledTopic(fixture);
            Member one = fixture.member(options(protocol)).subscribe(topic);
            Member other = fixture.member(options(protocol)).subscribe(topic);
            fixture.pollUntil(() -> one.assigned.size() == 2 && other.assigned.size() == 2, one, other);
            one.heard.clear();
            other.heard.clear();
            kafka.moveLeader(OFFSETS);
            fixture.pollUntil(() -> one.read.size() + other.read.size() >= PARTITIONS * RECORDS, one, other);
            one.consumer.commitSync();
            other.consumer.commitSync();
            assertThat(one.heard).isEmpty();
            assertThat(other.heard).isEmpty();
        }
    }

    @Test
    void shouldEndTransactionsThatBeganBeforeTheirCoordinatorsMoved() {
        try (GroupFixture fixture = new GroupFixture(kafka::bootstrap);
                Producer<String, String> producer = transactional(fixture)) {
            String topic = "topic-" + UUID.randomUUID();
            TopicPartition partition = new TopicPartition(topic, 0);
            kafka.createTopic(topic, 1);
            List<String> committed = new ArrayList<>();
            for (int number = 0; number < TRANSACTIONS; number++) {
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(topic, number + " before"));
                Map<TopicPartition, Progress> progress = Map.of(partition, Progress.of(number));
                producer.sendOffsetsToTransaction(progress, MemberIdentity.outside(fixture.group));
                kafka.moveLeader(number % 2 == 0 ? TRANSACTIONS_TOPIC : OFFSETS);
                producer.send(new ProducerRecord<>(topic, number + " after"));
                if (number == TRANSACTIONS - 1 || number == 1) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                    committed.addAll(List.of(number + " before", number + " after"));
                }
            }
            assertThat(committedValues(fixture, topic, committed.size())).isEqualTo(committed);
            Consumer<String, String> member = fixture.records.consumer(Map.of("group.id", fixture.group));
            assertThat(member.committed(Set.of(partition)))
                    .containsEntry(partition, new OffsetAndMetadata(TRANSACTIONS - 2));
        }
    }

    /** The last, as the node stays dead. */
    @Test
    @Order(Integer.MAX_VALUE)
    void shouldGoOnWhenTheNodeThatCoordinatesIsKilled() throws IOException {
        try (FaultProxy unused = FaultProxy.start();
                GroupFixture classicGroup = new GroupFixture(kafka::bootstrap);
                GroupFixture modernGroup = new GroupFixture(kafka::bootstrap);
                Producer<String, String> producer = transactional(classicGroup)) {
            String topic = filledTopic(classicGroup);
            GroupHistory classic = history("range", classicGroup, unused, topic);
            GroupHistory modern = history("consumer", modernGroup, unused, topic);
            kafka.lead(OFFSETS, ApacheKafkaPair.SECOND);
            kafka.lead(TRANSACTIONS_TOPIC, ApacheKafkaPair.SECOND);
            classic.begin();
            modern.begin();
            String written = "topic-" + UUID.randomUUID();
            kafka.createTopic(written, 1);
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(written, "before"));

            kafka.killSecond();
            classic.forgetsGenerations();
            modern.forgetsGenerations();
            producer.send(new ProducerRecord<>(written, "after"));
            producer.commitTransaction();
            classic.workOff(PARTITIONS, RECORDS);
            modern.workOff(PARTITIONS, RECORDS);
            assertThat(committedValues(classicGroup, written, 2)).containsExactly("before", "after");
        }
    }

    private static Producer<String, String> transactional(GroupFixture fixture) {
        Producer<String, String> producer = Producer.create(
                fixture.records.settings(Map.of("transactional.id", "id-" + UUID.randomUUID())),
                Serdes.string().serializer(),
                Serdes.string().serializer());
        producer.initTransactions();
        return producer;
    }

    private static List<String> committedValues(GroupFixture fixture, String topic, int count) {
        Consumer<String, String> reader = fixture.records.consumer(Map.of("isolation.level", "read_committed"));
        reader.assign(List.of(new TopicPartition(topic, 0)));
        return Fixture.values(Fixture.poll(reader, count));
    }
}
