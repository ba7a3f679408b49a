package dev.leat.producer.figures;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** kafka-clients' producer. */
final class KafkaSending implements Sending {
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    KafkaSending(Map<String, Object> settings, String topic) {
        this.topic = topic;
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void send(byte[] value, Consumer<@Nullable Exception> onDone) {
        producer.send(new ProducerRecord<>(topic, value), (metadata, failure) -> onDone.accept(failure));
    }

    @Override
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
