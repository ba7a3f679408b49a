package dev.leat.integration.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.SeededRandom;
import dev.leat.consumer.Consumer;
import dev.leat.consumer.RecordView;
import dev.leat.integration.clients.BehindProxy;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.test.FaultProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading assigned partitions over connections that break and brokers that restart. */
abstract class AssignFaultsContract {
    private static final int PARTITIONS = 3;
    private static final int RECORDS = 3_000;
    /** A batch for each record: to a fetch that begins one too late within a larger batch, the broker gives all of it. */
    private static final Map<String, Object> ONE_BY_ONE = Map.of("batch.size", 1);

    private static final Map<String, Object> SMALL_AND_IMPATIENT = Map.of(
            "max.partition.fetch.bytes", 2_000,
            "fetch.max.wait.ms", 50,
            "max.poll.records", 50,
            "request.timeout.ms", 400,
            "retry.backoff.ms", 20,
            "reconnect.backoff.ms", 20,
            "reconnect.backoff.max.ms", 100);

    private final BehindProxy cluster;
    private int restartsLeft;
    private final FaultProxy proxy;
    private final Fixture fixture;
    private final Map<TopicPartition, Long> next = new HashMap<>();

    /** @param restarts how many of the broker one test can afford; further ones are other faults */
    AssignFaultsContract(BehindProxy cluster, int restarts) {
        this.cluster = cluster;
        restartsLeft = restarts;
        proxy = cluster.proxy();
        fixture = new Fixture(cluster);
    }

    @AfterEach
    void end() throws IOException {
        proxy.heal();
        fixture.close();
        leave(cluster);
    }

    /** Called after each test. */
    abstract void leave(BehindProxy cluster) throws IOException;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldReadEveryRecordOnceAndInOrder(long seed) {
        SeededRandom random = new SeededRandom(seed, "network");
        Consumer<String, String> consumer = reading();
        for (int fault = 0; fault < 30; fault++) {
            misbehave(random);
            for (int polls = random.nextInt(4); polls >= 0; polls--) {
                poll(consumer, seed);
            }
            if (random.nextInt(2) == 0) {
                proxy.heal();
            }
        }
        proxy.heal();
        long deadline = System.nanoTime() + Fixture.DEADLINE.toNanos();
        while (next.values().stream().anyMatch(offset -> offset < RECORDS)) {
            poll(consumer, seed);
            assertThat(System.nanoTime()).as("seed %s, read %s", seed, next).isLessThan(deadline);
        }
        assertThat(consumer.poll(Duration.ofMillis(100)).isEmpty())
                .as("seed %s", seed)
                .isTrue();
    }

    private Consumer<String, String> reading() {
        String topic = fixture.filledTopic(PARTITIONS, RECORDS, ONE_BY_ONE);
        for (int i = 0; i < PARTITIONS; i++) {
            next.put(new TopicPartition(topic, i), 0L);
        }
        Consumer<String, String> consumer = fixture.consumer(SMALL_AND_IMPATIENT);
        consumer.assign(next.keySet());
        return consumer;
    }

    private void poll(Consumer<String, String> consumer, long seed) {
        for (RecordView<String, String> record : consumer.poll(Duration.ofMillis(50))) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            assertThat(record.offset()).as("seed %s: %s", seed, partition).isEqualTo(next.get(partition));
            assertThat(record.value()).isEqualTo("" + record.offset());
            next.put(partition, record.offset() + 1);
        }
    }

    private void misbehave(SeededRandom random) {
        if (random.nextInt(8) == 0 && restartsLeft-- > 0) {
            cluster.restart();
        } else {
            proxy.misbehave(random);
        }
    }
}
