package dev.leat.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leat.client.error.ClientException;
import dev.leat.client.error.MisuseException;
import dev.leat.client.serde.Serdes;
import dev.leat.consumer.fetch.Batches;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the interceptors of a consumer hear, and how little it minds what they do. */
@Timeout(60)
class InterceptorsTest {
    private static final TopicPartition PARTITION = new TopicPartition(ScriptedCluster.TOPIC, 0);
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Uuid TOPIC_ID = new Uuid(7, 7);
    private static final List<String> BY_NAME = new CopyOnWriteArrayList<>();

    private final ScriptedCluster cluster;
    private final ScriptedCoordinator coordinator;
    private final Hearing first = new Hearing();
    private final Hearing second = new Hearing();

    /** Writes down what it hears, and throws if it is told to. */
    private static final class Hearing implements ConsumerInterceptor {
        private final List<PolledRange> polled = new ArrayList<>();
        private final List<Long> committed = new ArrayList<>();
        private final List<String> life = new ArrayList<>();
        private @Nullable RuntimeException broken;
        private @Nullable Thread told;

        @Override
        public void onConsume(List<PolledRange> ranges) {
            polled.addAll(ranges);
            told = Thread.currentThread();
            breakIfAsked();
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            offsets.values().forEach(offset -> committed.add(offset.offset()));
            told = Thread.currentThread();
            breakIfAsked();
        }

        @Override
        public void configure(Map<String, ?> configs) {
            assertThat(configs).containsKey("bootstrap.servers");
            life.add("configured");
            breakIfAsked();
        }

        @Override
        public void close() {
            life.add("closed");
            breakIfAsked();
        }

        private void breakIfAsked() {
            if (broken != null) {
                throw broken;
            }
        }
    }

    /** Made by its name. */
    public static final class Named implements ConsumerInterceptor {
        @Override
        public void configure(Map<String, ?> configs) {
            BY_NAME.add("configured");
        }

        @Override
        public void close() {
            BY_NAME.add("closed");
        }
    }

    InterceptorsTest() throws IOException {
        cluster = new ScriptedCluster();
        cluster.recreate(TOPIC_ID);
        cluster.log(new Batches().plain(0, 10).plain(10, 10).bytes(), 20);
        coordinator = new ScriptedCoordinator(cluster, TOPIC_ID);
        cluster.coordinateBy(coordinator);
    }

    @BeforeEach
    void forget() {
        BY_NAME.clear();
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    private Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of("interceptor.classes", List.of(first, second)));
        all.putAll(settings);
        return cluster.consumer(all);
    }

    private Consumer<byte[], byte[]> assigned() {
        Consumer<byte[], byte[]> consumer = consumer(Map.of("max.poll.records", 8));
        consumer.assign(List.of(PARTITION));
        return consumer;
    }

    private Consumer<byte[], byte[]> subscribed(boolean autoCommit) {
        Consumer<byte[], byte[]> consumer =
                consumer(Map.of("group.id", "g", "heartbeat.interval.ms", 10_000, "enable.auto.commit", autoCommit));
        consumer.subscribe(List.of(ScriptedCluster.TOPIC));
        assertThat(consumer.poll(DEADLINE).count()).isEqualTo(20);
        return consumer;
    }

    private static void pollUntil(Consumer<byte[], byte[]> consumer, Hearing hearing, long committed) {
        long start = System.nanoTime();
        while (!hearing.committed.contains(committed)) {
            consumer.poll(Duration.ofMillis(20));
            assertThat(System.nanoTime() - start)
                    .as("heard %s", hearing.committed)
                    .isLessThan(DEADLINE.toNanos());
        }
    }

    @Test
    void shouldHearWhatEachPollGives() {
        Consumer<byte[], byte[]> consumer = assigned();
        for (int read = 0; read < 20; ) {
            read += consumer.poll(DEADLINE).count();
        }
        consumer.poll(Duration.ZERO);
        assertThat(first.polled)
                .as("nothing of polls that gave nothing")
                .containsExactly(
                        new PolledRange(PARTITION, 0, 8, 8),
                        new PolledRange(PARTITION, 8, 16, 8),
                        new PolledRange(PARTITION, 16, 20, 4));
        assertThat(second.polled).isEqualTo(first.polled);
        assertThat(first.told).isSameAs(Thread.currentThread());
    }

    @Test
    void shouldHearAgainWhatAStreamLeavesToTheNext() {
        Consumer<byte[], byte[]> consumer = assigned();
        assertThat(consumer.stream(DEADLINE).limit(3)).hasSize(3);
        assertThat(consumer.poll(DEADLINE).count()).isEqualTo(8);
        assertThat(first.polled)
                .containsExactly(new PolledRange(PARTITION, 0, 8, 8), new PolledRange(PARTITION, 3, 11, 8));
    }

    @Test
    void shouldTellOnePartitionsBatchesAsOneRange() {
        PolledRange range = new PolledRange(PARTITION, 3, 8, 5).and(new PolledRange(PARTITION, 9, 12, 2));
        assertThat(range).isEqualTo(new PolledRange(PARTITION, 3, 12, 7));
    }

    @Test
    void shouldHearOfCommitsThatWentWell() {
        Consumer<byte[], byte[]> consumer = subscribed(false);
        consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(4)));
        assertThat(first.committed).containsExactly(4L);
        coordinator.fail(ErrorCode.OFFSET_METADATA_TOO_LARGE);
        assertThatThrownBy(consumer::commitSync).isInstanceOf(ClientException.class);
        Map<TopicPartition, OffsetAndMetadata> changing = new HashMap<>(Map.of(PARTITION, new OffsetAndMetadata(7)));
        consumer.commitAsync(changing, Commits.WARNING);
        changing.put(PARTITION, new OffsetAndMetadata(1));
        pollUntil(consumer, first, 7);
        assertThat(first.committed).containsExactly(4L, 7L);
        assertThat(second.committed).containsExactly(4L, 7L);
        assertThat(first.told).isSameAs(Thread.currentThread());
    }

    @Test
    void shouldHearOfTheLastAutomaticCommitBeforeItIsClosed() {
        Consumer<byte[], byte[]> consumer = subscribed(true);
        consumer.close();
        assertThat(first.committed).containsExactly(20L);
        assertThat(first.life).containsExactly("configured", "closed");
        assertThat(first.told).isSameAs(Thread.currentThread());
    }

    @Test
    void shouldNotMindWhatInterceptorsThrow() {
        Consumer<byte[], byte[]> consumer = subscribed(false);
        first.broken = new IllegalStateException("not today");
        consumer.seekToBeginning(List.of(PARTITION));
        long next = 0;
        for (RecordView<byte[], byte[]> record : consumer.poll(DEADLINE)) {
            assertThat(record.offset()).isEqualTo(next++);
        }
        assertThat(next).isEqualTo(20);
        consumer.commitSync();
        consumer.close();
        assertThat(second.polled).hasSize(2).containsOnly(new PolledRange(PARTITION, 0, 20, 20));
        assertThat(second.committed).containsExactly(20L);
        assertThat(first.life).containsExactly("configured", "closed");
        assertThat(second.life).containsExactly("configured", "closed");
    }

    @Test
    void shouldBeMadeByName() {
        Consumer<byte[], byte[]> consumer =
                consumer(Map.of("interceptor.classes", Named.class.getName() + ", " + Named.class.getName()));
        assertThat(BY_NAME).containsExactly("configured", "configured");
        consumer.close();
        assertThat(BY_NAME).containsExactly("configured", "configured", "closed", "closed");
    }

    @Test
    void shouldBeClosedWhenTheNextOneCannotBeMade() {
        Map<String, Object> wrong = Map.of("interceptor.classes", Named.class.getName() + ",no.such.Interceptor");
        assertThatThrownBy(() -> consumer(wrong))
                .isInstanceOf(MisuseException.class)
                .hasMessageContaining("no.such.Interceptor");
        assertThat(BY_NAME).containsExactly("closed");
    }

    @Test
    void shouldBeClosedWhenOneRefusesItsSettingsOrTheConsumerCannotBeMade() {
        second.broken = new IllegalArgumentException("refused");
        assertThatThrownBy(() -> consumer(Map.of())).isSameAs(second.broken);
        assertThat(first.life).containsExactly("configured", "closed");
        second.broken = null;
        first.life.clear();
        Map<String, Object> wrong = Map.of("group.id", "g", "partition.assignment.strategy", "nonsense");
        assertThatThrownBy(() -> consumer(wrong)).isInstanceOf(MisuseException.class);
        assertThat(first.life).containsExactly("configured", "closed");
    }

    @Test
    void shouldBeClosedOnceWithConsumersOfReadSettings() {
        ConsumerConfig config = ConsumerConfig.builder(cluster.bootstrap())
                .set("interceptor.classes", first)
                .build();
        Consumer.create(
                        config,
                        Serdes.byteArray().deserializer(),
                        Serdes.byteArray().deserializer())
                .close();
        assertThat(first.life).containsExactly("configured", "closed");
    }

    @Test
    void shouldHearOfACommitFromBeforeEverythingWasGivenUp() {
        Consumer<byte[], byte[]> consumer = consumer(Map.of("group.id", "g", "enable.auto.commit", false));
        consumer.assign(List.of(PARTITION));
        consumer.commitAsync(Map.of(PARTITION, new OffsetAndMetadata(7)), (offsets, failure) -> {});
        consumer.unsubscribe();
        await().atMost(DEADLINE).until(() -> {
            assertThatThrownBy(() -> consumer.poll(Duration.ZERO)).isInstanceOf(MisuseException.class);
            return first.committed.contains(7L);
        });
    }
}
