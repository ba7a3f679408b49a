package dev.leat.integration.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.consumer.Consumer;
import dev.leat.consumer.ConsumerMetrics;
import dev.leat.integration.clients.Clients;
import dev.leat.integration.clients.ClusterUnderTest;
import dev.leat.integration.clients.TestCluster;
import dev.leat.integration.consumer.GroupFixture.Member;
import dev.leat.integration.consumer.GroupFixture.Options;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a consumer tells of its work with a real broker, beside what kafka-clients tells of the same work. */
@ExtendWith(ClusterUnderTest.class)
@Timeout(90)
class ConsumerMetricsTest {
    private static final int COUNT = 3_000;

    private final GroupFixture fixture;

    ConsumerMetricsTest(TestCluster cluster) {
        fixture = new GroupFixture(cluster);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldCountTheRecordsAndBytesThatApacheKafkasConsumerCounts() {
        String topic = fixture.records.filledTopic(1, COUNT, Map.of("linger.ms", 50));
        TopicPartition partition = new TopicPartition(topic, 0);
        Consumer<String, String> consumer = fixture.records.consumer(Map.of("max.poll.records", 100));
        consumer.assign(List.of(partition));
        Fixture.poll(consumer, 100);
        ConsumerMetrics.Reading first = consumer.metrics().reading();
        assertThat(first.records()).isEqualTo(100);
        assertThat(first.lagMaxRecords()).isEqualTo(COUNT - 100);

        Fixture.poll(consumer, COUNT - 100);
        consumer.poll(Duration.ofMillis(50));
        ConsumerMetrics told = consumer.metrics();
        Map<String, Double> ofKafka = readByApacheKafka(topic);
        double recordsOfKafka = ofKafka.getOrDefault("records-consumed-total", 0.0);
        double bytesOfKafka = ofKafka.getOrDefault("bytes-consumed-total", 0.0);
        assertThat((double) told.reading().records()).isEqualTo(recordsOfKafka);
        assertThat((double) told.reading().bytes()) // of batches with their headers; there, of the records in them
                .isEqualTo(told.reading().fetchedBytes())
                .isBetween(bytesOfKafka, bytesOfKafka * 1.2);
        assertThat(told.reading().fetches()).isPositive();
        assertThat(told.polling().polls()).isGreaterThanOrEqualTo(COUNT / 100);
        assertThat(told.polling().idleRatio()).isBetween(0.0, 1.0);
    }

    private Map<String, Double> readByApacheKafka(String topic) {
        Map<String, Double> told = new HashMap<>();
        Map<String, Object> settings = fixture.records.settings(Map.of("auto.offset.reset", "earliest"));
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new org.apache.kafka.common.TopicPartition(topic, 0)));
            Clients.poll(consumer, COUNT);
            consumer.poll(Duration.ofMillis(50)); // it counts an answer once all of it has been taken
            consumer.metrics().forEach((name, metric) -> {
                boolean isOfAll = name.group().equals("consumer-fetch-manager-metrics")
                        && name.tags().size() == 1;
                if (isOfAll && metric.metricValue() instanceof Double value) {
                    told.put(name.name(), value);
                }
            });
        }
        return told;
    }

    @Test
    void shouldTellHowTheGroupFares() {
        String topic = fixture.records.filledTopic(2, COUNT, Map.of());
        Member first = fixture.member(Options.with("range")).subscribe(topic);
        fixture.pollUntil(() -> first.read.size() == 2 * COUNT, first);
        fixture.pollUntil(
                () -> first.consumer.metrics().committing().commits() > 0
                        && first.consumer.metrics().group().heartbeats() > 0,
                first);
        ConsumerMetrics alone = first.consumer.metrics();
        assertThat(alone.reading().records()).isEqualTo(2 * COUNT);
        assertThat(alone.committing().failures()).isZero();
        assertThat(alone.group().rebalances()).isEqualTo(1);

        Member second = fixture.member(Options.with("range")).subscribe(topic);
        fixture.pollUntil(() -> GroupFixture.assigned(first) == 1 && GroupFixture.assigned(second) == 1, first, second);
        assertThat(first.consumer.metrics().group().rebalances()).isGreaterThan(1);
        assertThat(second.consumer.metrics().group().rebalances()).isPositive();
        assertThat(first.consumer.metrics().group().failedRebalances()).isZero();
        second.close();
        assertThat(second.consumer.metrics().group().failedRebalances()).isZero();
    }
}
