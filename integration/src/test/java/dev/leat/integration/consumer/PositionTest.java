package dev.leat.integration.consumer;

import static dev.leat.integration.consumer.Fixture.poll;
import static dev.leat.integration.consumer.Fixture.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.error.ClientException;
import dev.leat.client.error.MisuseException;
import dev.leat.consumer.Consumer;
import dev.leat.consumer.Lag;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.consumer.OffsetAndTimestamp;
import dev.leat.consumer.RecordView;
import dev.leat.integration.clients.ClusterUnderTest;
import dev.leat.integration.clients.TestCluster;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterUnderTest.class)
@Timeout(90)
class PositionTest {
    private static final int COUNT = 3_000;

    private final Fixture fixture;

    PositionTest(TestCluster cluster) {
        fixture = new Fixture(cluster);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private TopicPartition filled() {
        TopicPartition partition = new TopicPartition(fixture.topic(1), 0);
        fixture.fill(partition, 0, COUNT, Map.of("linger.ms", 50));
        return partition;
    }

    private Consumer<String, String> reading(TopicPartition partition, Map<String, Object> settings) {
        Consumer<String, String> consumer = fixture.consumer(settings);
        consumer.assign(List.of(partition));
        return consumer;
    }

    @Test
    void shouldShowNothingBeforeASeekAndSkipNothingBehindIt() {
        TopicPartition partition = filled();
        Consumer<String, String> consumer = reading(partition, Map.of("max.poll.records", 37));
        Random random = new Random(5);
        for (int i = 0; i < 40; i++) {
            int target = random.nextInt(COUNT - 200);
            consumer.seek(partition, target);
            assertThat(consumer.position(partition)).isEqualTo(target);
            int many = 1 + random.nextInt(150);
            List<String> values = values(poll(consumer, many));
            assertThat(values)
                    .isEqualTo(IntStream.range(target, target + values.size())
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    @Test
    void shouldGiveNothingOfAPausedPartitionAndGoOnWhereItWas() {
        TopicPartition paused = filled();
        TopicPartition other = filled();
        Consumer<String, String> consumer = fixture.consumer(Map.of("max.poll.records", 100));
        consumer.assign(List.of(paused, other));
        poll(consumer, 150);
        long position = consumer.position(paused);
        consumer.pause(List.of(paused));
        assertThat(consumer.paused()).containsExactly(paused);
        List<String> topics = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            for (RecordView<String, String> record : consumer.poll(Duration.ofMillis(300))) {
                topics.add(record.topic());
            }
        }
        assertThat(topics).isNotEmpty().doesNotContain(paused.topic());
        assertThat(consumer.position(paused)).isEqualTo(position);
        consumer.pause(List.of(other));
        consumer.resume(List.of(paused));
        assertThat(poll(consumer, 1).get(0).offset()).isEqualTo(position);
    }

    @Test
    void shouldLetOthersReadOnWhenAPausedPartitionHoldsAllThatMayBeHeld() {
        TopicPartition paused = filled();
        TopicPartition other = filled();
        Consumer<String, String> consumer =
                reading(paused, Map.of("prefetch.max.bytes", 10_000, "max.poll.records", 10));
        assertThat(poll(consumer, 10)).hasSize(10);
        consumer.pause(List.of(paused));
        consumer.assign(List.of(paused, other));
        assertThat(values(poll(consumer, COUNT))).hasSize(COUNT);
        consumer.resume(List.of(paused));
        assertThat(poll(consumer, 1).get(0).offset()).isEqualTo(10);
    }

    @Test
    void shouldStayPausedOverASeek() {
        TopicPartition partition = filled();
        Consumer<String, String> consumer = reading(partition, Map.of());
        consumer.pause(List.of(partition));
        consumer.seek(partition, 100);
        assertThat(consumer.poll(Duration.ofMillis(300)).isEmpty()).isTrue();
        assertThat(consumer.position(partition)).isEqualTo(100);
        consumer.resume(List.of(partition));
        assertThat(poll(consumer, 1).get(0).offset()).isEqualTo(100);
    }

    @Test
    void shouldFindOffsetsByTime() {
        TopicPartition partition = filled();
        Consumer<String, String> consumer = reading(partition, Map.of());
        assertThat(consumer.beginningOffsets(List.of(partition))).isEqualTo(Map.of(partition, 0L));
        assertThat(consumer.endOffsets(List.of(partition))).isEqualTo(Map.of(partition, (long) COUNT));
        OffsetAndTimestamp found =
                consumer.offsetsForTimes(Map.of(partition, 500_500L)).get(partition);
        assertThat(found).isNotNull();
        assertThat(found.offset()).isEqualTo(500);
        assertThat(found.timestamp()).isEqualTo(501_000);
        assertThat(consumer.offsetsForTimes(Map.of(partition, Long.MAX_VALUE))).isEmpty();
        consumer.seekToTime(List.of(partition), 500_500);
        assertThat(poll(consumer, 1).get(0).offset()).isEqualTo(500);
        consumer.seekToEnd(List.of(partition));
        assertThat(consumer.position(partition)).isEqualTo(COUNT);
        consumer.seekToBeginning(List.of(partition));
        assertThat(poll(consumer, 1).get(0).offset()).isZero();
    }

    @Test
    void shouldStartAtTheEndByDefaultOfKafka() {
        TopicPartition partition = filled();
        Consumer<String, String> consumer = reading(partition, Map.of("auto.offset.reset", "latest"));
        assertThat(consumer.position(partition)).isEqualTo(COUNT);
        fixture.fill(partition, COUNT, 5, Map.of());
        assertThat(poll(consumer, 5).get(0).offset()).isEqualTo(COUNT);
    }

    @Test
    void shouldResetAnOffsetThatDoesNotExist() {
        TopicPartition partition = filled();
        Consumer<String, String> consumer = reading(partition, Map.of());
        consumer.seek(partition, 1_000_000);
        assertThat(poll(consumer, 1).get(0).offset()).isZero();
    }

    @Test
    void shouldTellOfAnOffsetThatDoesNotExistUntilThereIsASeek() {
        TopicPartition partition = filled();
        Consumer<String, String> consumer = reading(partition, Map.of("auto.offset.reset", "none"));
        assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(
                        ClientException.class,
                        failure -> assertThat(failure.is(ErrorCode.OFFSET_OUT_OF_RANGE))
                                .isTrue());
        assertThatThrownBy(() -> consumer.position(partition)).isInstanceOf(ClientException.class);
        consumer.seek(partition, new OffsetAndMetadata(7));
        assertThat(poll(consumer, 1).get(0).offset()).isEqualTo(7);
    }

    @Test
    void shouldKnowItsLag() {
        TopicPartition partition = filled();
        Consumer<String, String> consumer = reading(partition, Map.of("max.poll.records", 100));
        assertThat(consumer.lag(partition)).isNull();
        poll(consumer, 100);
        Lag lag = consumer.lag(partition);
        assertThat(lag).isNotNull();
        assertThat(lag.records()).isEqualTo(COUNT - consumer.position(partition));
        assertThat(lag.ms()).isPositive();
    }

    @Test
    void shouldComeBackFromAPollWhenWoken() {
        TopicPartition partition = new TopicPartition(fixture.topic(1), 0);
        Consumer<String, String> consumer = reading(partition, Map.of());
        consumer.wakeup();
        long start = System.nanoTime();
        assertThat(consumer.poll(Duration.ofSeconds(30)).isEmpty()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void shouldWaitForATopicThatComesLater() {
        String topic = "later-" + System.nanoTime();
        TopicPartition partition = new TopicPartition(topic, 0);
        Consumer<String, String> consumer = reading(partition, Map.of("allow.auto.create.topics", "false"));
        assertThat(consumer.poll(Duration.ofMillis(500)).isEmpty()).isTrue();
        fixture.createTopic(topic, 1, Map.of());
        fixture.fill(partition, 0, 10, Map.of());
        assertThat(values(poll(consumer, 10))).hasSize(10);
    }

    @Test
    void shouldRefuseWhatIsNotAssigned() {
        Consumer<String, String> consumer = fixture.consumer();
        TopicPartition stranger = new TopicPartition("stranger", 0);
        assertThatThrownBy(() -> consumer.seek(stranger, 0)).isInstanceOf(MisuseException.class);
        assertThatThrownBy(() -> consumer.pause(List.of(stranger))).isInstanceOf(MisuseException.class);
        assertThatThrownBy(consumer::groupMetadata).isInstanceOf(MisuseException.class);
        consumer.close();
        assertThatThrownBy(() -> consumer.poll(Duration.ZERO)).isInstanceOf(MisuseException.class);
    }

    @Test
    void shouldReadEachRecordOnceThroughLimitedStreamsAndPolls() {
        List<TopicPartition> partitions = List.of(filled(), filled());
        Consumer<String, String> consumer = fixture.consumer();
        consumer.assign(partitions);
        List<String> read = new ArrayList<>();
        Random random = new Random(7);
        while (read.size() < COUNT) {
            consumer.stream(Duration.ofSeconds(20))
                    .limit(1 + random.nextInt(700))
                    .forEach(record -> read.add(record.topic() + ":" + record.offset()));
            assertThat(partitions.stream().mapToLong(consumer::position).sum()).isEqualTo(read.size());
        }
        poll(consumer, 2 * COUNT - read.size()).forEach(record -> read.add(record.topic() + ":" + record.offset()));
        assertThat(read).hasSize(2 * COUNT).doesNotHaveDuplicates();
    }

    @Test
    void shouldStreamAndPump() throws Exception {
        TopicPartition partition = filled();
        Consumer<String, String> streaming = reading(partition, Map.of());
        assertThat(streaming.stream(Duration.ofSeconds(20)).limit(1_700).map(record -> record.offset()))
                .isEqualTo(IntStream.range(0, 1_700).mapToObj(i -> (long) i).toList());
        List<String> pumped = new java.util.concurrent.CopyOnWriteArrayList<>();
        var pump = reading(partition, Map.of()).onRecords(records -> {
            for (RecordView<String, String> record : records) {
                pumped.add(String.valueOf(record.value()));
            }
        });
        org.awaitility.Awaitility.await().atMost(Fixture.DEADLINE).until(() -> pumped.size() == COUNT);
        pump.close();
        assertThat(pump.ended()).isCompleted();
    }
}
