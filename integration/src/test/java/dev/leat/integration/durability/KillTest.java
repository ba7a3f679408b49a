package dev.leat.integration.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process of a broker ends without warning while a producer is at work. */
@Tag("clients")
@Timeout(240)
class KillTest {
    private static final String TOPIC = "orders";
    private static final int PARTITIONS = 4;
    private static final int KILLS = 3;
    private static final long RECORDS_PER_LAP = 16_000; // about 16 MB
    private static final long SEGMENT_BYTES = 1 << 20;
    private static final Map<String, String> SETTINGS =
            Map.of("log.segment.bytes", Long.toString(SEGMENT_BYTES), "log.flush.offset.checkpoint.interval.ms", "100");

    @TempDir
    Path data;

    @Test
    void shouldKeepEveryAcknowledgedRecordOnceAndInOrderAndReadOnlyTheTailAgain() throws Exception {
        try (ChildBroker broker = new ChildBroker(data, SETTINGS)) {
            broker.start();
            createTopic(broker);
            long sent = produceOverKills(broker);
            assertHoldsExactly(broker, sent);
            broker.stop();
            assertThat(broker.start().segments()).isZero();
            assertHoldsExactly(broker, sent);
        }
    }

    private static long produceOverKills(ChildBroker broker) throws Exception {
        try (ProduceRun run = new ProduceRun(broker.bootstrap(), TOPIC, PARTITIONS)) {
            long writtenBefore = 0;
            for (int lap = 1; lap <= KILLS; lap++) {
                awaitAcknowledged(run, run.acknowledged() + RECORDS_PER_LAP);
                broker.kill();
                long writtenBytes = run.acknowledged() * ProduceRun.RECORD_BYTES;
                long killed = System.nanoTime();
                ChildBroker.Start start = broker.start();
                System.out.printf(
                        "kill %d: ready again after %d ms, %d segments and %d of %d bytes checked%n",
                        lap, (System.nanoTime() - killed) / 1_000_000, start.segments(), start.bytes(), writtenBytes);
                assertThat(start.segments()).isPositive();
                assertThat(start.bytes())
                        .as("at most what this lap wrote, and the segments that were open before")
                        .isLessThan(writtenBytes - writtenBefore + PARTITIONS * SEGMENT_BYTES);
                writtenBefore = writtenBytes;
            }
            awaitAcknowledged(run, run.acknowledged() + 1_000);
            broker.stop(); // in order, but with requests under way
            assertThat(broker.start().segments()).isZero();
            awaitAcknowledged(run, run.acknowledged() + 1_000);
            long sent = run.end();
            assertThat(run.failure()).isNull();
            assertThat(run.acknowledged()).isEqualTo(sent);
            return sent;
        }
    }

    private static void createTopic(ChildBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void awaitAcknowledged(ProduceRun run, long count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> run.acknowledged() >= count || run.failure() != null);
        assertThat(run.failure()).isNull();
    }

    /** Each partition holds its records 0, 1, 2 … without one missing, twice or out of turn. */
    private static void assertHoldsExactly(ChildBroker broker, long sent) {
        long[] next = new long[PARTITIONS];
        long seen = 0;
        List<String> oddities = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrap()), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            long stored = consumer.endOffsets(all).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(stored).isEqualTo(sent);
            while (seen < stored) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(500))) {
                    long number = Long.parseLong(record.value().strip());
                    if (number != next[record.partition()]++) {
                        oddities.add(record.partition() + "-" + record.offset() + " holds " + number);
                    }
                    seen++;
                }
            }
        }
        assertThat(oddities).isEmpty();
    }
}
