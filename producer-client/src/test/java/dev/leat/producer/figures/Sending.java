package dev.leat.producer.figures;

import dev.leat.client.serde.Serdes;
import dev.leat.producer.Producer;
import dev.leat.producer.ProducerRecord;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A producer of either library, as the measuring programs see it. */
interface Sending extends AutoCloseable {
    /** Sends one record; {@code onDone} hears of its failure, or null. */
    void send(byte[] value, Consumer<@Nullable Exception> onDone);

    void flush();

    @Override
    void close();

    static Sending of(String client, Map<String, Object> settings, String topic) {
        return client.equals("leat") ? leat(settings, topic) : kafka(settings, topic);
    }

    private static Sending leat(Map<String, Object> settings, String topic) {
        Producer<byte[], byte[]> producer = Producer.create(
                settings, Serdes.byteArray().serializer(), Serdes.byteArray().serializer());
        return new Sending() {
            @Override
            public void send(byte[] value, Consumer<@Nullable Exception> onDone) {
                producer.send(
                        new ProducerRecord<>(topic, value),
                        (partition, offset, time, failure) -> onDone.accept(failure));
            }

            @Override
            public void flush() {
                producer.flush();
            }

            @Override
            public void close() {
                producer.close();
            }
        };
    }

    private static Sending kafka(Map<String, Object> settings, String topic) {
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        return new Sending() {
            @Override
            public void send(byte[] value, Consumer<@Nullable Exception> onDone) {
                producer.send(
                        new org.apache.kafka.clients.producer.ProducerRecord<>(topic, value),
                        (metadata, failure) -> onDone.accept(failure));
            }

            @Override
            public void flush() {
                producer.flush();
            }

            @Override
            public void close() {
                producer.close();
            }
        };
    }
}
