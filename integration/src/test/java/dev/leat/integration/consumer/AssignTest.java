package dev.leat.integration.consumer;

import static dev.leat.integration.consumer.Fixture.poll;
import static dev.leat.integration.consumer.Fixture.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.consumer.ConsumedRecord;
import dev.leat.consumer.Consumer;
import dev.leat.consumer.Lag;
import dev.leat.consumer.RecordView;
import dev.leat.consumer.Records;
import dev.leat.integration.clients.ClusterUnderTest;
import dev.leat.integration.clients.TestCluster;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ClusterUnderTest.class)
@Timeout(90)
class AssignTest {
    private final Fixture fixture;

    AssignTest(TestCluster cluster) {
        fixture = new Fixture(cluster);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static List<String> numbers(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(Integer::toString).toList();
    }

    @Test
    void shouldReadEveryRecordOnceInOrder() {
        TopicPartition partition = new TopicPartition(fixture.topic(1), 0);
        fixture.fill(partition, 0, 5_000, Map.of());
        Consumer<String, String> consumer = fixture.consumer();
        consumer.assign(List.of(partition));
        List<ConsumedRecord<String, String>> records = poll(consumer, 5_000);
        assertThat(values(records)).isEqualTo(numbers(0, 5_000));
        assertThat(records.get(4_321).offset()).isEqualTo(4_321);
        assertThat(records.get(4_321).timestamp()).isEqualTo(4_322_000);
        assertThat(records.get(4_321).key()).isEqualTo("k4321");
        assertThat(consumer.position(partition)).isEqualTo(5_000);
        assertThat(consumer.lag(partition)).isEqualTo(new Lag(0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "snappy", "lz4", "zstd"})
    void shouldUnpackEveryCodec(String codec) {
        TopicPartition partition = new TopicPartition(fixture.topic(1), 0);
        fixture.fill(partition, 0, 2_000, Map.of("compression.type", codec, "linger.ms", 20));
        Consumer<String, String> consumer = fixture.consumer();
        consumer.assign(List.of(partition));
        assertThat(values(poll(consumer, 2_000))).isEqualTo(numbers(0, 2_000));
    }

    @Test
    void shouldGiveAtMostMaxPollRecords() {
        TopicPartition partition = new TopicPartition(fixture.topic(1), 0);
        fixture.fill(partition, 0, 1_300, Map.of("linger.ms", 50));
        Consumer<String, String> consumer = fixture.consumer();
        consumer.assign(List.of(partition));
        List<Integer> counts = new ArrayList<>();
        List<String> values = new ArrayList<>();
        while (values.size() < 1_300) {
            Records<String, String> records = consumer.poll(Duration.ofSeconds(5));
            counts.add(records.count());
            for (RecordView<String, String> record : records) {
                values.add(String.valueOf(record.value()));
            }
        }
        assertThat(values).isEqualTo(numbers(0, 1_300));
        assertThat(counts).allMatch(count -> count <= 500).contains(500);
    }

    @Test
    void shouldSkipWhatWasNotIteratedAsAPollHasGivenItOut() {
        TopicPartition partition = new TopicPartition(fixture.topic(1), 0);
        fixture.fill(partition, 0, 1_000, Map.of("linger.ms", 50));
        Consumer<String, String> consumer = fixture.consumer();
        consumer.assign(List.of(partition));
        int given = 0;
        while (given < 500) {
            Records<String, String> records = consumer.poll(Duration.ofSeconds(5));
            records.iterator().next();
            given += records.count();
        }
        assertThat(consumer.position(partition)).isEqualTo(given);
        assertThat(poll(consumer, 1).get(0).offset()).isEqualTo(given);
    }

    @Test
    void shouldReadSeveralPartitionsAndWaitForNewRecords() {
        String topic = fixture.topic(3);
        Consumer<String, String> consumer = fixture.consumer();
        List<TopicPartition> partitions = IntStream.range(0, 3)
                .mapToObj(i -> new TopicPartition(topic, i))
                .toList();
        consumer.assign(partitions);
        assertThat(consumer.poll(Duration.ofMillis(300)).isEmpty()).isTrue();
        for (int round = 0; round < 3; round++) {
            for (TopicPartition partition : partitions) {
                fixture.fill(partition, round * 10, 10, Map.of());
            }
            assertThat(values(poll(consumer, 30))).hasSize(30).containsAll(numbers(round * 10, 10));
        }
    }
}
