package dev.leat.integration.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.serde.Serdes;
import dev.leat.consumer.ConsumedRecord;
import dev.leat.consumer.Consumer;
import dev.leat.consumer.Lag;
import dev.leat.consumer.RecordPump;
import dev.leat.consumer.RecordView;
import dev.leat.integration.clients.Clients;
import dev.leat.integration.clients.ClusterUnderTest;
import dev.leat.integration.clients.TestCluster;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterUnderTest.class)
@Timeout(60)
@Tag("clients")
class ConsumerExamplesTest {
    private final Clients clients;
    private final String bootstrap;
    private final String topic;
    private final String group = Clients.unique("examples");

    ConsumerExamplesTest(TestCluster cluster) {
        clients = new Clients(cluster);
        bootstrap = cluster.bootstrap();
        topic = clients.topic(1);
        var producer = clients.producer(Map.of());
        for (int i = 0; i < 100; i++) {
            producer.send(new org.apache.kafka.clients.producer.ProducerRecord<>(topic, "key-" + i, "value " + i));
        }
        producer.flush();
    }

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void shouldReadFromAnOffsetOn() {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap);
        try (Consumer<byte[], byte[]> consumer = Consumer.create(
                settings, Serdes.byteArray().deserializer(), Serdes.byteArray().deserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seek(partition, 90);
            long bytes = 0;
            for (RecordView<byte[], byte[]> record : consumer.records(Duration.ofSeconds(20))) {
                bytes += record.valueSize(); // valueBytes() looks into the fetched buffer, copies nothing
                if (record.offset() == 99) {
                    break;
                }
            }
            Lag lag = consumer.lag(partition);
            assertThat(bytes).isEqualTo(80);
            assertThat(lag).isNotNull();
        }
    }

    @Test
    void shouldHandRecordsToAHandler() throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap, "group.id", group, "auto.offset.reset", "earliest");
        CountDownLatch all = new CountDownLatch(100);
        Consumer<String, String> consumer = Consumer.create(
                settings, Serdes.string().deserializer(), Serdes.string().deserializer());
        consumer.subscribe(List.of(topic));
        try (RecordPump pump = consumer.onRecords(records -> records.forEach(record -> all.countDown()))) {
            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldReadAsAStream() {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest");
        try (Consumer<String, String> consumer = Consumer.create(
                settings, Serdes.string().deserializer(), Serdes.string().deserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            List<String> first = consumer.stream(Duration.ofSeconds(20))
                    .limit(10)
                    .map(ConsumedRecord::value)
                    .toList();
            assertThat(first).startsWith("value 0").hasSize(10);
        }
    }
}
