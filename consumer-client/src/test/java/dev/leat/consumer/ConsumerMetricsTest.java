package dev.leat.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.error.ClientException;
import dev.leat.consumer.fetch.Batches;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a consumer tells of what it has done. */
@Timeout(60)
class ConsumerMetricsTest {
    private static final TopicPartition PARTITION = new TopicPartition(ScriptedCluster.TOPIC, 0);
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Uuid TOPIC_ID = new Uuid(7, 7);

    private final ScriptedCluster cluster;
    private final ScriptedCoordinator coordinator;
    private final int logBytes;

    ConsumerMetricsTest() throws IOException {
        cluster = new ScriptedCluster();
        cluster.recreate(TOPIC_ID);
        ByteBuf log = new Batches().plain(0, 10).plain(10, 10).bytes();
        logBytes = log.readableBytes();
        cluster.log(log, 20);
        coordinator = new ScriptedCoordinator(cluster, TOPIC_ID);
        cluster.coordinateBy(coordinator);
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    private Consumer<byte[], byte[]> assigned() {
        Consumer<byte[], byte[]> consumer = cluster.consumer(Map.of("max.poll.records", 5));
        consumer.assign(List.of(PARTITION));
        return consumer;
    }

    private Consumer<byte[], byte[]> subscribed(String protocol, int heartbeatMs) {
        Map<String, Object> settings = new HashMap<>(
                Map.of("group.id", "g", "group.protocol", protocol, "heartbeat.interval.ms", heartbeatMs));
        settings.putAll(Map.of("enable.auto.commit", false, "retry.backoff.ms", 10));
        Consumer<byte[], byte[]> consumer = cluster.consumer(settings);
        consumer.subscribe(List.of(ScriptedCluster.TOPIC));
        return consumer;
    }

    private static int poll(Consumer<byte[], byte[]> consumer) {
        return consumer.poll(DEADLINE).count();
    }

    private static void pollUntil(Consumer<byte[], byte[]> consumer, BooleanSupplier done) {
        long start = System.nanoTime();
        while (!done.getAsBoolean()) {
            consumer.poll(Duration.ofMillis(20));
            assertThat(System.nanoTime() - start).as("%s", consumer.metrics()).isLessThan(DEADLINE.toNanos());
        }
    }

    @Test
    void shouldCountWhatWasFetchedAndWhatPollsGaveOut() {
        Consumer<byte[], byte[]> consumer = assigned();
        assertThat(poll(consumer)).isEqualTo(5);
        ConsumerMetrics.Reading first = consumer.metrics().reading();
        assertThat(first.records()).as("read or not").isEqualTo(5);
        assertThat(first.lagMaxRecords()).isEqualTo(15);
        assertThat(first.fetches()).isPositive();
        assertThat(first.fetchLatencyMicros().getTotalCount()).isPositive();
        assertThat(first.fetchedBytes()).isEqualTo(logBytes);
        assertThat(first.bytes()).as("the answer is not read to its end").isZero();

        while (consumer.metrics().reading().records() < 20) {
            poll(consumer);
        }
        consumer.poll(Duration.ZERO);
        ConsumerMetrics.Reading last = consumer.metrics().reading();
        assertThat(last.records()).isEqualTo(20);
        assertThat(last.bytes()).isEqualTo(logBytes);
        assertThat(last.lagMaxRecords()).as("nothing was given since").isEqualTo(-1);
    }

    @Test
    void shouldTellTheLargestLagSinceTheLastSnapshot() {
        Consumer<byte[], byte[]> consumer = assigned();
        assertThat(poll(consumer) + poll(consumer)).isEqualTo(10);
        assertThat(consumer.metrics().reading().lagMaxRecords()).isEqualTo(15);
        assertThat(poll(consumer) + poll(consumer)).isEqualTo(10);
        assertThat(consumer.metrics().reading().lagMaxRecords()).isEqualTo(5);
    }

    @Test
    void shouldCountOnceWhatAStreamLeavesToTheNext() {
        Consumer<byte[], byte[]> consumer = assigned();
        assertThat(consumer.stream(DEADLINE).limit(7)).hasSize(7);
        assertThat(consumer.stream(DEADLINE).limit(6)).hasSize(6);
        for (RecordView<byte[], byte[]> record : consumer.records(DEADLINE)) {
            if (record.offset() == 16) {
                break;
            }
        }
        consumer.poll(Duration.ZERO).close();
        ConsumerMetrics.Reading told = consumer.metrics().reading();
        assertThat(told.records()).isEqualTo(20);
        consumer.poll(Duration.ZERO);
        assertThat(consumer.metrics().reading().bytes()).isEqualTo(logBytes);
    }

    @Test
    void shouldTellOtherThreadsDuringAPollAndAfterTheClose() {
        Consumer<byte[], byte[]> consumer = assigned();
        pollUntil(consumer, () -> consumer.metrics().reading().records() == 20);
        CompletableFuture<?> poller = CompletableFuture.runAsync(() -> consumer.poll(Duration.ofHours(1)));
        while (consumer.metrics().polling().lastAgoMs() != 0) {
            Thread.onSpinWait(); // until that poll has begun
        }
        consumer.wakeup();
        assertThat(poller).succeedsWithin(DEADLINE);
        consumer.close();
        ConsumerMetrics told = consumer.metrics();
        assertThat(told.reading().records()).isEqualTo(20);
        assertThat(told.polling().polls()).isPositive();
    }

    @Test
    void shouldTellOfNoMembershipWithoutAGroup() {
        ConsumerMetrics told = assigned().metrics();
        assertThat(told.group()).isEqualTo(new ConsumerMetrics.Group(0, 0, 0, -1));
        assertThat(told.committing().commits()).isZero();
        assertThat(told.polling().lastAgoMs()).isEqualTo(-1);
    }

    @Test
    void shouldCountCommitsAndThoseThatFailed() {
        Consumer<byte[], byte[]> consumer = subscribed("classic", 10_000);
        assertThat(poll(consumer)).isEqualTo(20);
        consumer.commitSync();
        consumer.commitSync(Map.of());
        coordinator.fail(ErrorCode.OFFSET_METADATA_TOO_LARGE);
        assertThatThrownBy(consumer::commitSync).isInstanceOf(ClientException.class);
        ConsumerMetrics.Committing told = consumer.metrics().committing();
        assertThat(told.commits()).isEqualTo(1);
        assertThat(told.failures()).isEqualTo(1);
        assertThat(told.latencyMicros().getTotalCount()).isEqualTo(1);
        assertThat(consumer.metrics().committing().latencyMicros().getTotalCount())
                .as("told before")
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void shouldCountRebalancesAndHeartbeats(String protocol) {
        Consumer<byte[], byte[]> consumer = subscribed(protocol, 30);
        pollUntil(consumer, () -> consumer.metrics().group().heartbeats() > 2);
        ConsumerMetrics.Group told = consumer.metrics().group();
        assertThat(told.rebalances()).isEqualTo(1);
        assertThat(told.failedRebalances()).isZero();
        assertThat(told.lastHeartbeatAgoMs()).isBetween(0L, DEADLINE.toMillis());

        coordinator.fail(ErrorCode.UNKNOWN_MEMBER_ID);
        pollUntil(consumer, () -> consumer.metrics().group().rebalances() == 2);
        assertThat(consumer.metrics().group().failedRebalances()).isEqualTo(1);
        consumer.unsubscribe();
        consumer.close();
        assertThat(consumer.metrics().group().failedRebalances())
                .as("it has left by itself")
                .isEqualTo(1);
    }

    @Test
    void shouldCountARefusalAsAFailedRebalance() {
        coordinator.fail(ErrorCode.GROUP_AUTHORIZATION_FAILED);
        Consumer<byte[], byte[]> consumer = subscribed("classic", 30);
        assertThatThrownBy(() -> pollUntil(consumer, () -> false)).isInstanceOf(ClientException.class);
        ConsumerMetrics.Group told = consumer.metrics().group();
        assertThat(told.failedRebalances()).isEqualTo(1);
        assertThat(told.rebalances()).isZero();
    }
}
