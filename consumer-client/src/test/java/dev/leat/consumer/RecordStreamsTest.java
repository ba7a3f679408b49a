package dev.leat.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.leat.consumer.fetch.Batches;
import dev.leat.protocol.message.FetchRequest;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.record.CompressionType;
import dev.leat.protocol.wire.BufferPayload;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as given out when records are taken one by one, and what a poll has given out when it is left half read. */
@Timeout(60)
class RecordStreamsTest {
    private static final TopicPartition PARTITION = new TopicPartition(ScriptedCluster.TOPIC, 0);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final ScriptedCluster cluster = new ScriptedCluster();
    private final Map<TopicPartition, OffsetAndMetadata> stored = new ConcurrentHashMap<>();
    private final List<Consumer<?, ?>> open = new ArrayList<>();

    RecordStreamsTest() throws IOException {
        cluster.log(new Batches().plain(0, 10).plain(10, 10).bytes(), 20);
    }

    @AfterEach
    void close() throws IOException {
        open.forEach(Consumer::close);
        cluster.close();
    }

    /** Its progress goes to {@link #stored}. */
    private Consumer<byte[], byte[]> reading(Map<String, Object> more) {
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
        Map<String, Object> settings =
                new HashMap<>(Map.of("group.id", "group", "offset.store", store, "auto.commit.interval.ms", 3_600_000));
        settings.putAll(more);
        Consumer<byte[], byte[]> consumer = cluster.consumer(settings);
        open.add(consumer);
        consumer.assign(List.of(PARTITION));
        return consumer;
    }

    private long stored() {
        return stored.getOrDefault(PARTITION, new OffsetAndMetadata(0)).offset();
    }

    private static List<Long> limited(Consumer<byte[], byte[]> consumer, int limit) {
        return consumer.stream(LONG).limit(limit).map(ConsumedRecord::offset).toList();
    }

    private static List<Long> offsets(Records<byte[], byte[]> records) {
        List<Long> offsets = new ArrayList<>();
        records.forEach(record -> offsets.add(record.offset()));
        return offsets;
    }

    private static List<Long> range(long from, long end) {
        return LongStream.range(from, end).boxed().toList();
    }

    @Test
    void shouldCountWhatALimitedStreamHasGivenAndNoMore() {
        Consumer<byte[], byte[]> consumer = reading(Map.of());
        assertThat(limited(consumer, 5)).isEqualTo(range(0, 5));
        assertThat(consumer.position(PARTITION)).isEqualTo(5);
        assertThat(consumer.lag(PARTITION)).isNotNull().extracting(Lag::records).isEqualTo(15L);
        consumer.commitSync();
        assertThat(stored()).isEqualTo(5);
    }

    @Test
    void shouldReadARangeAndStandBehindIt() {
        Consumer<byte[], byte[]> consumer = reading(Map.of());
        assertThat(read(consumer, 7, 6)).isEqualTo(range(7, 13));
        assertThat(consumer.position(PARTITION)).isEqualTo(13);
        assertThat(read(consumer, 3, 0)).isEmpty();
        assertThat(read(consumer, 0, 20))
                .as("to the end, without waiting for more")
                .isEqualTo(range(0, 20));
    }

    @Test
    void shouldEndARangeThatCompactionHasCutShort() throws IOException {
        cluster.log(new Batches().plain(0, 5).plain(30, 5).bytes(), 35);
        Consumer<byte[], byte[]> consumer = reading(Map.of());
        assertThat(read(consumer, 2, 10)).isEqualTo(range(2, 5));
        assertThat(consumer.position(PARTITION)).isEqualTo(12);
        assertThat(limited(consumer, 2)).isEqualTo(List.of(30L, 31L));
    }

    @Test
    void shouldEndARangeAtAMarkerWithoutWaitingForARecordBehindIt() throws IOException {
        cluster.log(new Batches().plain(0, 5).marker(7, 5, true).bytes(), 6);
        Consumer<byte[], byte[]> consumer = reading(Map.of());
        assertTimeout(LONG.dividedBy(2), () -> assertThat(read(consumer, 0, 6)).isEqualTo(range(0, 5)));
        assertThat(consumer.position(PARTITION)).isEqualTo(6);
    }

    @Test
    void shouldReadWithoutAnEndUntilNothingComes() {
        Consumer<byte[], byte[]> consumer = reading(Map.of());
        List<Long> offsets = new ArrayList<>();
        consumer.read(PARTITION, 5, Long.MAX_VALUE, SHORT).forEach(record -> offsets.add(record.offset()));
        assertThat(offsets).isEqualTo(range(5, 20));
    }

    private static List<Long> read(Consumer<byte[], byte[]> consumer, long offset, long length) {
        List<Long> offsets = new ArrayList<>();
        consumer.read(PARTITION, offset, length, LONG).forEach(record -> offsets.add(record.offset()));
        return offsets;
    }

    @Test
    void shouldCommitWhatALimitedStreamHasGivenWhenItCloses() {
        Consumer<byte[], byte[]> consumer = reading(Map.of());
        limited(consumer, 13);
        consumer.close();
        assertThat(stored()).isEqualTo(13);
    }

    @Test
    void shouldGoOnBehindALimitedStreamHoweverItIsReadThen() {
        Consumer<byte[], byte[]> consumer = reading(Map.of("max.poll.records", 8));
        assertThat(limited(consumer, 5)).isEqualTo(range(0, 5));
        assertThat(limited(consumer, 7)).isEqualTo(range(5, 12));
        assertThat(offsets(poll(consumer))).isEqualTo(range(12, 20));
    }

    private static Records<byte[], byte[]> poll(Consumer<byte[], byte[]> consumer) {
        Records<byte[], byte[]> records = consumer.poll(LONG);
        while (records.isEmpty()) { // news that are no records
            records = consumer.poll(LONG);
        }
        return records;
    }

    @Test
    void shouldFetchNothingAgainWhenTheLimitIsTheEndOfAPoll() {
        Consumer<byte[], byte[]> consumer = reading(Map.of());
        assertThat(limited(consumer, 20)).isEqualTo(range(0, 20));
        assertThat(consumer.poll(SHORT)).isEmpty();
        assertThat(consumer.position(PARTITION)).isEqualTo(20);
        assertThat(fetchOffsets()).containsOnlyOnce(0L);
    }

    @Test
    void shouldNotCountARecordThatIsOnlyKnownToBeThere() {
        Consumer<byte[], byte[]> consumer = reading(Map.of());
        Iterator<RecordView<byte[], byte[]>> records = consumer.records(LONG).iterator();
        records.next();
        assertThat(consumer.position(PARTITION)).isEqualTo(1);
        assertThat(records.hasNext()).isTrue();
        assertThat(consumer.position(PARTITION)).isEqualTo(1);
        assertThat(records.next().offset()).isEqualTo(1);
        consumer.commitSync(); // does not disturb the iteration
        assertThat(stored()).isEqualTo(2);
        assertThat(records.next().offset()).isEqualTo(2);
    }

    @Test
    void shouldCountAllThatAPollGaveThoughNobodyLookedAtIt() {
        Consumer<byte[], byte[]> consumer = reading(Map.of("max.poll.records", 8));
        poll(consumer);
        assertThat(consumer.position(PARTITION)).isEqualTo(8);
        assertThat(limited(consumer, 2)).isEqualTo(range(8, 10));
    }

    @Test
    void shouldNotCountWhatAStreamHasLeftThoughItsRecordsAreClosed() {
        Consumer<byte[], byte[]> consumer = reading(Map.of("max.poll.records", 8));
        Records<byte[], byte[]> records = poll(consumer);
        assertThat(limited(consumer, 2)).isEqualTo(range(8, 10));
        records.close(); // the same object in every poll
        assertThat(consumer.position(PARTITION)).isEqualTo(10);
        assertThat(offsets(poll(consumer))).isEqualTo(range(10, 18));
    }

    @Test
    void shouldForgetWhatAStreamHasLeftAtASeek() {
        Consumer<byte[], byte[]> consumer = reading(Map.of());
        limited(consumer, 5);
        consumer.seek(PARTITION, 17);
        assertThat(consumer.position(PARTITION)).isEqualTo(17);
        assertThat(limited(consumer, 3)).isEqualTo(range(17, 20));
    }

    @Test
    void shouldStayPausedBehindALimitedStream() {
        Consumer<byte[], byte[]> consumer = reading(Map.of());
        limited(consumer, 5);
        consumer.pause(List.of(PARTITION));
        assertThat(consumer.poll(SHORT)).isEmpty();
        consumer.resume(List.of(PARTITION));
        assertThat(limited(consumer, 1)).isEqualTo(range(5, 6));
    }

    @Test
    void shouldNotEndWhereCompactionHasLeftGaps() {
        cluster.log(new Batches().thinned(30, 2, 5, 6, 20, 28).bytes(), 31);
        Consumer<byte[], byte[]> consumer = reading(Map.of("max.poll.records", 1, "check.crcs", false));
        assertThat(consumer.stream(LONG).limit(5).map(ConsumedRecord::offset)).containsExactly(2L, 5L, 6L, 20L, 28L);
    }

    @Test
    void shouldGiveTheRestOfAPollThoughThereWasASeekMeanwhile() {
        Consumer<byte[], byte[]> consumer = reading(Map.of("max.poll.records", 5));
        Records<byte[], byte[]> records = poll(consumer);
        assertThat(records.iterator().next().offset()).isZero();
        consumer.seek(PARTITION, 12); // what was fetched beyond the poll is dropped
        assertThat(offsets(records)).isEqualTo(range(1, 5));
        assertThat(offsets(poll(consumer))).isEqualTo(range(12, 17));
    }

    @Test
    void shouldGoOnWithWhatAStreamHasLeftThoughTheBrokerSaysNothing() {
        Consumer<byte[], byte[]> consumer = reading(Map.of("max.poll.records", 8));
        assertThat(limited(consumer, 5)).isEqualTo(range(0, 5));
        cluster.fallSilent(); // as in a long poll
        assertThat(limited(consumer, 5)).isEqualTo(range(5, 10));
        Iterator<RecordView<byte[], byte[]>> records = consumer.records(LONG).iterator();
        assertThat(records.hasNext()).isTrue();
        assertThat(offsets(consumer.poll(LONG))).isEqualTo(range(10, 18)); // though one was known to be there
        assertThat(limited(consumer, 2)).isEqualTo(range(18, 20));
        assertThat(fetchOffsets()).isSubsetOf(0L, 20L);
    }

    @Test
    void shouldGoOnInTheFirstOfSeveralAnswersOfOnePoll() {
        cluster.onNextFetch(answer -> answer.records(payload(new Batches().plain(0, 4))));
        cluster.onNextFetch(answer -> answer.records(payload(new Batches().plain(4, 6))));
        cluster.onNextFetch(answer -> answer.records(payload(new Batches().plain(10, 10))));
        Consumer<byte[], byte[]> consumer = reading(Map.of());
        await().until(() -> fetchOffsets().contains(20L));
        cluster.fallSilent();
        assertThat(limited(consumer, 2)).isEqualTo(range(0, 2));
        assertThat(limited(consumer, 3)).isEqualTo(range(2, 5));
        Records<byte[], byte[]> rest = consumer.poll(LONG);
        assertThat(rest.startOffsets()).containsEntry(PARTITION, 5L);
        assertThat(offsets(rest)).isEqualTo(range(5, 20));
    }

    private static BufferPayload payload(Batches batches) {
        return new BufferPayload(batches.bytes());
    }

    /** Where fetches began. */
    private List<Long> fetchOffsets() {
        return cluster.fetchesOf(1).stream()
                .flatMap(fetch -> fetch.topics().stream())
                .flatMap(topic -> topic.partitions().stream())
                .map(FetchRequest.FetchPartition::fetchOffset)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldGiveEachRecordOnceHoweverStreamsAndPollsAreLeft(long seed) {
        Random random = new Random(seed);
        int end = 400;
        cluster.log(batches(random, end), end);
        Consumer<byte[], byte[]> consumer = reading(Map.of("max.poll.records", 1 + random.nextInt(60)));
        List<Long> given = new ArrayList<>();
        while (given.size() < end) {
            switch (random.nextInt(4)) {
                case 0 -> given.addAll(offsets(poll(consumer)));
                case 1 -> given.addAll(limited(consumer, Math.min(1 + random.nextInt(50), end - given.size())));
                case 2 ->
                    assertThat(consumer.records(LONG).iterator().hasNext()).isTrue();
                default -> consumer.seek(PARTITION, given.size());
            }
            assertThat(consumer.position(PARTITION)).isEqualTo(given.size());
        }
        assertThat(given).isEqualTo(range(0, end));
    }

    private static ByteBuf batches(Random random, int end) {
        Batches batches = new Batches();
        CompressionType[] types = CompressionType.values();
        for (int base = 0; base < end; ) {
            int count = Math.min(1 + random.nextInt(30), end - base);
            batches.packed(base, count, types[random.nextInt(types.length)]);
            base += count;
        }
        return batches.bytes();
    }
}
