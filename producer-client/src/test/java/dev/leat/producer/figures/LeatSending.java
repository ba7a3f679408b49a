package dev.leat.producer.figures;

import dev.leat.client.serde.Serdes;
import dev.leat.producer.Producer;
import dev.leat.producer.ProducerRecord;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Leat's producer. */
final class LeatSending implements Sending {
    private final Producer<byte[], byte[]> producer;
    private final String topic;

    LeatSending(Map<String, Object> settings, String topic) {
        this.topic = topic;
        producer = Producer.create(
                settings, Serdes.byteArray().serializer(), Serdes.byteArray().serializer());
    }

    @Override
    public void send(byte[] value, Consumer<@Nullable Exception> onDone) {
        producer.send(new ProducerRecord<>(topic, value), (partition, offset, time, failure) -> onDone.accept(failure));
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
