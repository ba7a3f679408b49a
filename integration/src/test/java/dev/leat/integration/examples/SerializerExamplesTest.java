package dev.leat.integration.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.serde.Headers;
import dev.leat.client.serde.Serdes;
import dev.leat.client.serde.Serializer;
import dev.leat.consumer.Consumer;
import dev.leat.consumer.RecordView;
import dev.leat.integration.clients.Clients;
import dev.leat.integration.clients.ClusterUnderTest;
import dev.leat.integration.clients.TestCluster;
import dev.leat.producer.Producer;
import dev.leat.producer.ProducerRecord;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterUnderTest.class)
@Timeout(60)
@Tag("clients")
class SerializerExamplesTest {
    private final Clients clients;
    private final String bootstrap;
    private final String topic;

    SerializerExamplesTest(TestCluster cluster) {
        clients = new Clients(cluster);
        bootstrap = cluster.bootstrap();
        topic = clients.topic(1);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    @SuppressWarnings("NullAway") // Kafka's interface does not say what may be null
    record Adapted<T>(org.apache.kafka.common.serialization.Serializer<T> kafkas) implements Serializer<T> {
        @Override
        public byte[] serialize(String topic, T data) {
            return kafkas.serialize(topic, data);
        }

        @Override
        public byte[] serialize(String topic, Headers headers, T data) {
            var theirs = new RecordHeaders();
            headers.forEach(header -> theirs.add(header.key(), header.value()));
            byte[] bytes = kafkas.serialize(topic, theirs, data);
            var all = theirs.toArray();
            for (int added = headers.size(); added < all.length; added++) {
                headers.add(all[added].key(), all[added].value());
            }
            return bytes;
        }

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            kafkas.configure(configs, isKey);
        }

        @Override
        public void close() {
            kafkas.close();
        }
    }

    /** Writes the format of a value into a header, as serializers with schemas do. */
    private static final class Marking implements org.apache.kafka.common.serialization.Serializer<String> {
        private boolean closed;

        @Override
        public byte[] serialize(String topic, String data) {
            return data.getBytes(UTF_8);
        }

        @Override
        public byte[] serialize(String topic, org.apache.kafka.common.header.Headers headers, String data) {
            headers.add("format", "text".getBytes(UTF_8));
            return serialize(topic, data);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void shouldTakeKafkasSerializersThatUseHeaders() {
        Marking marking = new Marking();
        try (Producer<String, String> producer = Producer.create(
                Map.of("bootstrap.servers", bootstrap), Serdes.string().serializer(), new Adapted<>(marking))) {
            ProducerRecord<String, String> record = new ProducerRecord<>(topic, "key", "value");
            record.headers().add("trace", "17".getBytes(UTF_8));
            producer.send(record).join();
        }
        assertThat(marking.closed).isTrue();
        try (Consumer<String, String> consumer = Consumer.create(
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
                Serdes.string().deserializer(),
                Serdes.string().deserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            RecordView<String, String> read =
                    consumer.records(Duration.ofSeconds(20)).iterator().next();
            assertThat(read.value()).isEqualTo("value");
            assertThat(read.headers()).extracting(header -> header.key()).containsExactly("trace", "format");
            assertThat(Objects.requireNonNull(read.headers().lastHeader("format"))
                            .value())
                    .asString()
                    .isEqualTo("text");
        }
    }
}
