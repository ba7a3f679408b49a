package dev.leat.producer.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leat.base.fake.SeededRandom;
import dev.leat.protocol.model.TopicPartition;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StickyPartitionTest {
    private static final int DRAWS = 20_000;
    private static final int BATCH_BYTES = 1 << 10;
    private static final long PATIENCE_NANOS = 1_000;

    private long now;

    private StickyPartition sticky(long seed, Adaptation adaptation) {
        return new StickyPartition(new SeededRandom(seed, "partitions"), () -> now, BATCH_BYTES, adaptation);
    }

    private static PartitionQueue[] queuesWithBacklogs(int... backlogs) {
        return IntStream.range(0, backlogs.length)
                .mapToObj(i -> queueWithBacklog(i, backlogs[i]))
                .toArray(PartitionQueue[]::new);
    }

    private static PartitionQueue queueWithBacklog(int partition, int backlog) {
        PartitionQueue queue = new PartitionQueue(new TopicPartition("t", partition));
        for (int i = 0; i < backlog; i++) {
            queue.follow(queue.last(), Batches.anOpenBatch(queue, BATCH_BYTES, 1));
        }
        return queue;
    }

    /** What share of the turns each partition gets. */
    private static double[] shares(StickyPartition sticky, PartitionQueue[] queues) {
        int[] turns = new int[queues.length];
        for (int i = 0; i < DRAWS; i++) {
            int current = sticky.current(queues);
            turns[current]++;
            ProducerBatch full = Batches.anOpenBatch(queues[current], BATCH_BYTES, 64);
            full.tryAppend(0, null, new byte[BATCH_BYTES - 100], RecordWriter.NO_HEADERS, null);
            sticky.ended(full, queues);
        }
        return Arrays.stream(turns).mapToDouble(turn -> (double) turn / DRAWS).toArray();
    }

    private static void assertShares(double[] shares, int... weights) {
        double total = Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length; i++) {
            assertThat(shares[i]).as("partition %s", i).isCloseTo(weights[i] / total, within(0.02));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldGiveAPartitionFewerTurnsTheMoreOfItsBatchesWait(long seed) {
        StickyPartition sticky = sticky(seed, Adaptation.TO_BACKLOGS);
        assertShares(shares(sticky, queuesWithBacklogs(0, 3, 1, 5)), 6, 3, 5, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldGiveAllTheSameWhenTheirBacklogsAreEqual(long seed) {
        StickyPartition sticky = sticky(seed, Adaptation.TO_BACKLOGS);
        assertShares(shares(sticky, queuesWithBacklogs(4, 4, 4)), 1, 1, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldNotLookAtBacklogsUnlessItIsToAdapt(long seed) {
        StickyPartition sticky = sticky(seed, Adaptation.NONE);
        assertShares(shares(sticky, queuesWithBacklogs(0, 3, 1, 5)), 1, 1, 1, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldLeaveOutAPartitionWhoseBatchesAreNotTaken(long seed) {
        StickyPartition sticky = sticky(seed, new Adaptation(true, PATIENCE_NANOS));
        PartitionQueue[] queues = queuesWithBacklogs(0, 40, 3);
        now = PATIENCE_NANOS;
        assertShares(shares(sticky, queues), 41, 1, 38);
        now++;
        assertShares(shares(sticky, queuesWithBacklogs(0, 40, 0)), 1, 0, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldLeaveOutNoneIfNoneIsTaken(long seed) {
        StickyPartition sticky = sticky(seed, new Adaptation(true, PATIENCE_NANOS));
        now = PATIENCE_NANOS + 1;
        assertShares(shares(sticky, queuesWithBacklogs(1, 40, 3)), 1, 1, 1);
    }
}
