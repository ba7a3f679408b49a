package dev.leat.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.client.error.RetriableException;
import dev.leat.consumer.fetch.Batches;
import dev.leat.protocol.model.TopicPartition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as done when records are pushed to a handler. */
@Timeout(60)
class RecordPumpTest {
    private static final TopicPartition PARTITION = new TopicPartition(ScriptedCluster.TOPIC, 0);

    private final ScriptedCluster cluster;
    private final Map<TopicPartition, OffsetAndMetadata> stored = new ConcurrentHashMap<>();

    RecordPumpTest() throws IOException {
        cluster = new ScriptedCluster();
        cluster.log(new Batches().plain(0, 10).bytes(), 10);
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    /** Commits automatically, but not before it closes, to {@link #stored}. */
    private Consumer<byte[], byte[]> reading() {
        OffsetStore store = new OffsetStore() {
            @Override
            public void claim(Set<TopicPartition> partitions, GroupMetadata owner) {}

            @Override
            public void store(Map<TopicPartition, OffsetAndMetadata> offsets, GroupMetadata owner) {
                stored.putAll(offsets);
            }

            @Override
            public Map<TopicPartition, OffsetAndMetadata> read(Set<TopicPartition> partitions) {
                return Map.of();
            }
        };
        Consumer<byte[], byte[]> consumer = cluster.consumer(Map.of(
                "max.poll.records",
                5,
                "group.id",
                "group",
                "offset.store",
                store,
                "auto.commit.interval.ms",
                3_600_000));
        consumer.assign(List.of(PARTITION));
        return consumer;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotCommitWhatItsHandlerFailedOn(boolean retriable) {
        RuntimeException failure =
                retriable ? new RetriableException("no answer", "") : new IllegalStateException("cannot");
        int[] polls = {0};
        RecordPump pump = reading().onRecords(records -> {
            assertThat(records.iterator().next().offset()).isEqualTo(5L * polls[0]);
            if (++polls[0] == 2) {
                throw failure;
            }
        });
        assertThat(pump.ended())
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingRootCause()
                .isSameAs(failure);
        assertThat(polls[0]).isEqualTo(2);
        assertThat(stored)
                .hasEntrySatisfying(
                        PARTITION, progress -> assertThat(progress.offset()).isEqualTo(5));
    }

    @Test
    void shouldCommitWhatItsHandlerHasWorkedOn() {
        CountDownLatch all = new CountDownLatch(10);
        try (RecordPump pump = reading().onRecords(records -> records.forEach(record -> all.countDown()))) {
            await().until(() -> all.getCount() == 0);
        }
        assertThat(stored)
                .hasEntrySatisfying(
                        PARTITION, progress -> assertThat(progress.offset()).isEqualTo(10));
    }
}
