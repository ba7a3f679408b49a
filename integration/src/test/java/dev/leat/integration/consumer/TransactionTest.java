package dev.leat.integration.consumer;

import static dev.leat.integration.consumer.Fixture.poll;
import static dev.leat.integration.consumer.Fixture.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.consumer.Consumer;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.integration.clients.ClusterUnderTest;
import dev.leat.integration.clients.OnApacheKafka;
import dev.leat.integration.clients.TestCluster;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Only against a broker that has transactions: Leat's coordinator is not there yet. */
@ExtendWith(ClusterUnderTest.class)
@OnApacheKafka
@Timeout(90)
class TransactionTest {
    private final Fixture fixture;

    TransactionTest(TestCluster cluster) {
        fixture = new Fixture(cluster);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldReadOnlyWhatIsCommitted() {
        TopicPartition partition = new TopicPartition(fixture.topic(1), 0);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                fixture.settings(Map.of("transactional.id", UUID.randomUUID().toString())),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            for (int i = 0; i < 60; i++) {
                producer.beginTransaction();
                producer.send(Fixture.record(partition, i));
                if (i % 3 == 0) {
                    producer.flush();
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
            Consumer<String, String> committed = fixture.consumer(Map.of("isolation.level", "read_committed"));
            committed.assign(List.of(partition));
            assertThat(values(poll(committed, 40))).hasSize(40).allMatch(value -> Integer.parseInt(value) % 3 != 0);
            assertThat(committed.poll(Duration.ofMillis(300)).isEmpty()).isTrue();
            assertThat(committed.position(partition)).isEqualTo(120);

            Consumer<String, String> all = fixture.consumer();
            all.assign(List.of(partition));
            assertThat(values(poll(all, 60))).hasSize(60);

            producer.beginTransaction();
            producer.send(Fixture.record(partition, 1_000));
            producer.flush();
            assertThat(values(poll(all, 1))).containsExactly("1000");
            assertThat(committed.poll(Duration.ofMillis(500)).isEmpty()).isTrue();
            producer.commitTransaction();
            assertThat(values(poll(committed, 1))).containsExactly("1000");
        }
    }

    @Test
    void shouldWaitForOffsetsThatATransactionIsAboutToCommit() {
        TopicPartition partition = new TopicPartition(fixture.topic(1), 0);
        String group = "group-" + UUID.randomUUID();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                fixture.settings(Map.of("transactional.id", UUID.randomUUID().toString())),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(Fixture.record(partition, 0));
            producer.sendOffsetsToTransaction(
                    Map.of(
                            new org.apache.kafka.common.TopicPartition(partition.topic(), 0),
                            new org.apache.kafka.clients.consumer.OffsetAndMetadata(5)),
                    new ConsumerGroupMetadata(group));
            producer.flush();
            Consumer<String, String> any = fixture.consumer(Map.of("group.id", group));
            assertThat(any.committed(Set.of(partition))).isEmpty();
            Consumer<String, String> stable =
                    fixture.consumer(Map.of("group.id", group, "isolation.level", "read_committed"));
            CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> waiting =
                    CompletableFuture.supplyAsync(() -> stable.committed(Set.of(partition)));
            assertThatThrownBy(() -> waiting.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            producer.commitTransaction();
            assertThat(waiting.join()).containsEntry(partition, new OffsetAndMetadata(5));
        }
    }
}
