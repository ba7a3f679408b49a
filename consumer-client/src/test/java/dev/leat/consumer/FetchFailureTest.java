package dev.leat.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.error.RetriableException;
import dev.leat.consumer.fetch.Batches;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.FetchResponse.EpochEndOffset;
import dev.leat.protocol.message.FetchResponse.LeaderIdAndEpoch;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of reading when brokers refuse, move, lie or die. */
@Timeout(60)
class FetchFailureTest {
    private static final TopicPartition PARTITION = new TopicPartition(ScriptedCluster.TOPIC, 0);

    private final ScriptedCluster cluster;

    FetchFailureTest() throws IOException {
        cluster = new ScriptedCluster();
    }

    @BeforeEach
    void write() {
        cluster.log(new Batches().plain(0, 10).plain(10, 10).bytes(), 20);
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    private Consumer<byte[], byte[]> reading(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("retry.backoff.ms", 10);
        Consumer<byte[], byte[]> consumer = cluster.consumer(all);
        consumer.assign(List.of(PARTITION));
        return consumer;
    }

    private static List<Long> poll(Consumer<byte[], byte[]> consumer, int count) {
        List<Long> offsets = new ArrayList<>();
        while (offsets.size() < count) {
            for (RecordView<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(20))) {
                ByteBuf value = record.valueBytes();
                assertThat(Batches.text(value)).isEqualTo("" + record.offset());
                offsets.add(record.offset());
            }
        }
        return offsets;
    }

    private static List<Long> offsets(long from, long end) {
        return LongStream.range(from, end).boxed().toList();
    }

    @Test
    void shouldGoToTheLeaderThatTheOldOneNames() {
        Consumer<byte[], byte[]> consumer = reading(Map.of());
        long asked = metadataAfterFirstPoll(consumer);
        cluster.lead(2, 2);
        cluster.onNextFetch(answer -> answer.errorCode(ErrorCode.NOT_LEADER_OR_FOLLOWER.code())
                .currentLeader(
                        LeaderIdAndEpoch.builder().leaderId(2).leaderEpoch(2).build()));
        write(20, 30);
        assertThat(poll(consumer, 10)).isEqualTo(offsets(20, 30));
        assertThat(cluster.fetchesOf(2)).isNotEmpty();
        assertThat(cluster.count(ApiKey.METADATA)).isEqualTo(asked);
    }

    private long metadataAfterFirstPoll(Consumer<byte[], byte[]> consumer) {
        assertThat(poll(consumer, 20)).isEqualTo(offsets(0, 20));
        return cluster.count(ApiKey.METADATA);
    }

    private void write(long from, long end) {
        cluster.log(new Batches().plain(from, (int) (end - from)).bytes(), end);
    }

    @Test
    void shouldAskWhoLeadsWhenTheOldLeaderDoesNotSay() {
        Consumer<byte[], byte[]> consumer = reading(Map.of());
        poll(consumer, 20);
        cluster.lead(2, 2);
        cluster.failNextFetch(ErrorCode.FENCED_LEADER_EPOCH);
        write(20, 30);
        assertThat(poll(consumer, 10)).isEqualTo(offsets(20, 30));
        assertThat(cluster.fetchesOf(2)).isNotEmpty();
        assertThat(cluster.fetchesOf(2)
                        .get(0)
                        .topics()
                        .get(0)
                        .partitions()
                        .get(0)
                        .currentLeaderEpoch())
                .isEqualTo(2);
    }

    @Test
    void shouldReadFromTheReplicaThatTheLeaderPrefersAndComeBackWhenThatLags() {
        cluster.onNextFetch(answer -> answer.preferredReadReplica(2));
        cluster.onNextFetch(answer -> answer.errorCode(ErrorCode.OFFSET_OUT_OF_RANGE.code()));
        Consumer<byte[], byte[]> consumer = reading(Map.of("client.rack", "near"));
        assertThat(poll(consumer, 20)).isEqualTo(offsets(0, 20));
        assertThat(cluster.fetchesOf(2)).hasSize(1);
        assertThat(cluster.fetchesOf(1).get(0).rackId()).isEqualTo("near");
        assertThat(cluster.count(ApiKey.LIST_OFFSETS)).isEqualTo(1); // where it began, not again
    }

    @Test
    void shouldGoBackToWhereTheLeadersLogWasCut() {
        Consumer<byte[], byte[]> consumer = reading(Map.of());
        poll(consumer, 20);
        cluster.onNextFetch(answer -> answer.divergingEpoch(
                EpochEndOffset.builder().epoch(3).endOffset(15).build()));
        List<Long> again = poll(consumer, 5);
        assertThat(again).isEqualTo(offsets(15, 20));
    }

    @Test
    void shouldTellOfALogThatWasCutWithoutAResetPolicy() {
        Consumer<byte[], byte[]> consumer = reading(Map.of("auto.offset.reset", "none"));
        consumer.seek(PARTITION, new OffsetAndMetadata(20, Batches.EPOCH, ""));
        cluster.onNextFetch(answer -> answer.divergingEpoch(
                EpochEndOffset.builder().epoch(3).endOffset(15).build()));
        assertThatThrownBy(() -> pollTwice(consumer))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("offset 15");
    }

    private static void pollTwice(Consumer<byte[], byte[]> consumer) {
        consumer.poll(Duration.ofSeconds(5));
        consumer.poll(Duration.ofSeconds(5));
    }

    @Test
    void shouldAskOldBrokersForTheEndOfAnEpoch() {
        cluster.offerAtMost(ApiKey.FETCH, 11);
        cluster.epochEnd(3, 15);
        Consumer<byte[], byte[]> consumer = reading(Map.of());
        consumer.seek(PARTITION, new OffsetAndMetadata(20, 3, ""));
        assertThat(poll(consumer, 5)).isEqualTo(offsets(15, 20));
        assertThat(cluster.count(ApiKey.OFFSET_FOR_LEADER_EPOCH)).isPositive();
    }

    @Test
    void shouldFetchByNameFromBrokersWithoutIds() {
        cluster.offerAtMost(ApiKey.FETCH, 6);
        cluster.recreate(Uuid.ZERO);
        assertThat(poll(reading(Map.of()), 20)).isEqualTo(offsets(0, 20));
        assertThat(cluster.fetchesOf(1).get(0).topics().get(0).topic()).isEqualTo(ScriptedCluster.TOPIC);
    }

    @Test
    void shouldFollowATopicThatWasCreatedAnew() {
        Consumer<byte[], byte[]> consumer = reading(Map.of());
        poll(consumer, 20);
        Uuid again = new Uuid(9, 9);
        cluster.recreate(again);
        cluster.log(new Batches().plain(0, 5).bytes(), 5);
        assertThat(poll(consumer, 5)).isEqualTo(offsets(0, 5));
        assertThat(cluster.fetchesOf(1))
                .anyMatch(fetch -> fetch.topics().stream()
                        .anyMatch(topic -> topic.topicId().equals(again)));
    }

    @Test
    void shouldTellOfADamagedBatchAfterWhatIsBeforeItAndGoOnBehindIt() {
        cluster.log(
                new Batches().plain(0, 10).plain(10, 5).damaged().plain(15, 5).bytes(), 20);
        Consumer<byte[], byte[]> consumer = reading(Map.of());
        assertThat(poll(consumer, 10)).isEqualTo(offsets(0, 10));
        assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(10))).isInstanceOf(FatalException.class);
        assertThat(consumer.position(PARTITION)).isEqualTo(10);
        consumer.seek(PARTITION, 15);
        assertThat(poll(consumer, 5)).isEqualTo(offsets(15, 20));
    }

    @Test
    void shouldTellWhatIsNotAllowedAndTryAgain() {
        cluster.failNextFetch(ErrorCode.TOPIC_AUTHORIZATION_FAILED);
        Consumer<byte[], byte[]> consumer = reading(Map.of());
        assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(
                        FatalException.class,
                        failure -> assertThat(failure.is(ErrorCode.TOPIC_AUTHORIZATION_FAILED))
                                .isTrue());
        assertThat(poll(consumer, 20)).isEqualTo(offsets(0, 20));
    }

    @Test
    void shouldSayWhatKeepsItFromReadingUntilItReadsAgain() {
        Consumer<byte[], byte[]> consumer = reading(Map.of());
        poll(consumer, 20);
        assertThat(consumer.trouble(PARTITION)).isNull();
        cluster.failFetches(ErrorCode.KAFKA_STORAGE_ERROR);
        ClientException trouble = null;
        while (trouble == null) {
            assertThat(consumer.poll(Duration.ofMillis(10))).isEmpty();
            trouble = consumer.trouble(PARTITION);
        }
        assertThat(trouble.is(ErrorCode.KAFKA_STORAGE_ERROR)).isTrue();
        cluster.failFetches(ErrorCode.NONE);
        write(20, 30);
        assertThat(poll(consumer, 10)).isEqualTo(offsets(20, 30));
        assertThat(consumer.trouble(PARTITION)).isNull();
    }

    @Test
    void shouldSayThatItsBrokerIsGone() throws IOException {
        Consumer<byte[], byte[]> consumer = reading(Map.of());
        poll(consumer, 20);
        cluster.stopAll();
        ClientException trouble = null;
        while (trouble == null || String.valueOf(trouble.getMessage()).contains("closed")) {
            assertThat(consumer.poll(Duration.ofMillis(10))).isEmpty();
            trouble = consumer.trouble(PARTITION);
        }
        assertThat(trouble).isInstanceOf(RetriableException.class).hasMessageContaining("no connection to 127.0.0.1:");
    }

    @Test
    void shouldDropWhatWasFetchedBeforeASeek() {
        Consumer<byte[], byte[]> consumer = reading(Map.of("max.poll.records", 3));
        assertThat(poll(consumer, 3)).isEqualTo(offsets(0, 3));
        consumer.seek(PARTITION, 12);
        assertThat(poll(consumer, 3)).isEqualTo(offsets(12, 15));
        consumer.seek(PARTITION, 1);
        assertThat(poll(consumer, 3)).isEqualTo(offsets(1, 4));
    }
}
