package dev.leat.integration.clients;

import static dev.leat.integration.clients.Clients.get;
import static dev.leat.integration.clients.Clients.poll;
import static dev.leat.integration.clients.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerTest extends ClientTest {
    private static final Map<String, Object> EARLIEST = Map.of("auto.offset.reset", "earliest");

    ConsumerTest(TestCluster cluster) {
        super(cluster);
    }

    @Test
    void shouldReadAssignedPartitionsFromTheStartInOrder() {
        String topic = clients.topic(3);
        List<TopicPartition> partitions = partitionsOf(topic, 3);
        partitions.forEach(partition -> clients.fill(partition, 200));
        Consumer<String, String> consumer = clients.consumer(EARLIEST);
        consumer.assign(partitions);
        List<ConsumerRecord<String, String>> records = poll(consumer, 600);
        for (TopicPartition partition : partitions) {
            assertThat(values(records.stream()
                            .filter(r -> r.partition() == partition.partition())
                            .toList()))
                    .isEqualTo(IntStream.range(0, 200).mapToObj(String::valueOf).toList());
        }
    }

    @Test
    void shouldSeekToAnyOffset() {
        TopicPartition partition = filled(1_000);
        Consumer<String, String> consumer = clients.consumer(EARLIEST);
        consumer.assign(List.of(partition));
        for (long offset : new long[] {999, 0, 500, 501, 1}) {
            consumer.seek(partition, offset);
            assertThat(poll(consumer, 1).get(0).offset()).isEqualTo(offset);
        }
    }

    @Test
    void shouldTellStartEndAndOffsetsOfTimes() {
        TopicPartition partition = filled(100); // record i carries the time (i + 1) s
        Consumer<String, String> consumer = clients.consumer(EARLIEST);
        assertThat(consumer.beginningOffsets(List.of(partition))).containsEntry(partition, 0L);
        assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, 100L);
        assertThat(offsetOf(consumer, partition, 50_000)).isEqualTo(new OffsetAndTimestamp(49, 50_000L, at(0)));
        assertThat(offsetOf(consumer, partition, 49_001)).isEqualTo(new OffsetAndTimestamp(49, 50_000L, at(0)));
        assertThat(offsetOf(consumer, partition, 0)).isEqualTo(new OffsetAndTimestamp(0, 1_000L, at(0)));
        assertThat(consumer.offsetsForTimes(Map.of(partition, 100_001L))).containsEntry(partition, null);
    }

    @Test
    void shouldStartWhereAutoOffsetResetSays() {
        TopicPartition partition = filled(10);
        Consumer<String, String> latest = clients.consumer(Map.of("auto.offset.reset", "latest"));
        latest.assign(List.of(partition));
        assertThat(latest.position(partition)).isEqualTo(10);
        Consumer<String, String> earliest = clients.consumer(EARLIEST);
        earliest.assign(List.of(partition));
        assertThat(earliest.position(partition)).isZero();
        Consumer<String, String> none =
                clients.consumer(Map.of("auto.offset.reset", "none", "group.id", Clients.unique("group")));
        none.assign(List.of(partition));
        assertThatThrownBy(() -> none.poll(Duration.ofSeconds(20))).isInstanceOf(NoOffsetForPartitionException.class);
    }

    @Test
    void shouldRefuseOffsetsOutOfRangeOrResetThem() {
        TopicPartition partition = filled(10);
        Consumer<String, String> none = clients.consumer(Map.of("auto.offset.reset", "none"));
        none.assign(List.of(partition));
        none.seek(partition, 11);
        assertThatThrownBy(() -> poll(none, 1)).isInstanceOf(OffsetOutOfRangeException.class);
        Consumer<String, String> earliest = clients.consumer(EARLIEST);
        earliest.assign(List.of(partition));
        earliest.seek(partition, 4711);
        assertThat(poll(earliest, 10).get(0).offset()).isZero();
    }

    @Test
    void shouldWakeAWaitingFetchWhenARecordArrives() {
        TopicPartition partition = filled(1);
        Consumer<String, String> consumer =
                clients.consumer(Map.of("fetch.max.wait.ms", 20_000, "auto.offset.reset", "latest"));
        consumer.assign(List.of(partition));
        assertThat(consumer.position(partition)).isEqualTo(1);
        assertThat(consumer.poll(Duration.ofMillis(500))).isEmpty(); // leaves a fetch waiting at the broker
        long start = System.nanoTime();
        get(clients.producer(Map.of()).send(new ProducerRecord<>(partition.topic(), "wake up")));
        assertThat(values(poll(consumer, 1))).containsExactly("wake up");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void shouldAnswerAWaitingFetchAtItsDeadline() {
        TopicPartition partition = filled(3);
        Consumer<String, String> consumer = clients.consumer(
                Map.of("fetch.max.wait.ms", 300, "fetch.min.bytes", 1_000_000, "auto.offset.reset", "earliest"));
        consumer.assign(List.of(partition));
        assertThat(values(poll(consumer, 3))).containsExactly("0", "1", "2");
    }

    @Test
    void shouldReturnARecordLargerThanTheFetchLimits() {
        String topic = clients.topic(1);
        byte[] large = new byte[500_000];
        Producer<byte[], byte[]> producer = clients.bytesProducer(Map.of("compression.type", "none"));
        get(producer.send(new ProducerRecord<>(topic, large)));
        get(producer.send(new ProducerRecord<>(topic, large)));
        Consumer<byte[], byte[]> consumer = clients.bytesConsumer(
                Map.of("max.partition.fetch.bytes", 1_000, "fetch.max.bytes", 1_000, "auto.offset.reset", "earliest"));
        consumer.assign(partitionsOf(topic, 1));
        assertThat(poll(consumer, 2))
                .allSatisfy(record -> assertThat(record.value()).hasSize(500_000));
    }

    @Test
    void shouldLeaveOutPausedPartitionsUntilResumed() {
        String topic = clients.topic(2);
        List<TopicPartition> partitions = partitionsOf(topic, 2);
        partitions.forEach(partition -> clients.fill(partition, 50));
        Consumer<String, String> consumer = clients.consumer(EARLIEST);
        consumer.assign(partitions);
        consumer.pause(List.of(partitions.get(1)));
        assertThat(poll(consumer, 50)).allSatisfy(r -> assertThat(r.partition()).isZero());
        consumer.resume(List.of(partitions.get(1)));
        assertThat(poll(consumer, 50)).allSatisfy(r -> assertThat(r.partition()).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"read_committed", "read_uncommitted"})
    void shouldReadPlainRecordsUnderEachIsolation(String isolation) {
        TopicPartition partition = filled(20);
        Consumer<String, String> consumer =
                clients.consumer(Map.of("isolation.level", isolation, "auto.offset.reset", "earliest"));
        consumer.assign(List.of(partition));
        assertThat(poll(consumer, 20)).hasSize(20);
        assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, 20L);
    }

    @Test
    void shouldServeManyPartitionsInOneFetchSession() {
        int count = 50;
        String topic = clients.topic(count);
        Consumer<String, String> consumer = clients.consumer(EARLIEST);
        consumer.assign(partitionsOf(topic, count));
        Producer<String, String> producer = clients.producer(Map.of());
        for (int round = 0; round < 3; round++) { // later rounds travel in incremental fetches
            List<String> sent = new ArrayList<>();
            for (int partition = round; partition < count; partition += round + 1) {
                sent.add(round + "/" + partition);
                producer.send(new ProducerRecord<>(topic, partition, null, round + "/" + partition));
            }
            producer.flush();
            assertThat(values(poll(consumer, sent.size()))).containsExactlyInAnyOrderElementsOf(sent);
        }
    }

    @Test
    void shouldListTopicsAndTheirPartitions() {
        String topic = clients.topic(4);
        Consumer<String, String> consumer = clients.consumer(Map.of());
        assertThat(consumer.listTopics()).containsKey(topic);
        assertThat(consumer.partitionsFor(topic)).hasSize(4).allSatisfy(partition -> {
            assertThat(partition.leader()).isNotNull();
            assertThat(partition.inSyncReplicas()).hasSize(1);
        });
    }

    private TopicPartition filled(int count) {
        TopicPartition partition = new TopicPartition(clients.topic(1), 0);
        clients.fill(partition, count);
        return partition;
    }

    private static OffsetAndTimestamp offsetOf(Consumer<?, ?> consumer, TopicPartition partition, long timestamp) {
        return Objects.requireNonNull(
                consumer.offsetsForTimes(Map.of(partition, timestamp)).get(partition));
    }

    private static Optional<Integer> at(int leaderEpoch) {
        return Optional.of(leaderEpoch);
    }

    private static List<TopicPartition> partitionsOf(String topic, int count) {
        return IntStream.range(0, count)
                .mapToObj(p -> new TopicPartition(topic, p))
                .toList();
    }
}
