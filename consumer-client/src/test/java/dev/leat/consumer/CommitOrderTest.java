package dev.leat.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leat.client.error.RetriableException;
import dev.leat.consumer.fetch.Batches;
import dev.leat.protocol.message.OffsetCommitRequest;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A commit that was given up may still take effect, so none begins while one is on its way. */
@Timeout(60)
class CommitOrderTest {
    private static final TopicPartition PARTITION = new TopicPartition(ScriptedCluster.TOPIC, 0);

    private final ScriptedCluster cluster;
    private final Consumer<byte[], byte[]> consumer;

    CommitOrderTest() throws IOException {
        cluster = new ScriptedCluster();
        cluster.log(new Batches().plain(0, 10).bytes(), 10);
        cluster.coordinateBy(new ScriptedCoordinator(cluster, new Uuid(7, 7)));
        consumer = cluster.consumer(Map.of(
                "group.id",
                "g",
                "enable.auto.commit",
                false,
                "default.api.timeout.ms",
                400,
                "request.timeout.ms",
                1_200));
        consumer.assign(List.of(PARTITION));
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    private static Map<TopicPartition, OffsetAndMetadata> at(long offset) {
        return Map.of(PARTITION, new OffsetAndMetadata(offset));
    }

    private long commitsSeen() {
        return cluster.seen().stream()
                .filter(seen -> seen.request() instanceof OffsetCommitRequest)
                .count();
    }

    @Test
    void shouldNotSendACommitWhileOneThatRanOutOfTimeIsOnItsWay() {
        consumer.commitSync(at(1));
        cluster.fallSilent();
        assertThatThrownBy(() -> consumer.commitSync(at(2))).isInstanceOf(RetriableException.class);
        AtomicReference<Exception> refused = new AtomicReference<>();
        consumer.commitAsync(at(3), (offsets, failure) -> refused.set(failure));
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            consumer.poll(Duration.ofMillis(20));
            return refused.get() != null;
        });
        assertThat(commitsSeen()).isEqualTo(2);
    }
}
