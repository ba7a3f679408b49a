package dev.leat.perf.client;

import dev.leat.client.serde.Serdes;
import dev.leat.producer.Producer;
import dev.leat.producer.ProducerRecord;
import java.util.Map;

/** Leat's producer. */
final class LeatSender implements RecordSender {
    private final Producer<byte[], byte[]> producer;
    private final String topic;

    LeatSender(Map<String, Object> settings, String topic) {
        this.topic = topic;
        producer = Producer.create(
                settings, Serdes.byteArray().serializer(), Serdes.byteArray().serializer());
    }

    @Override
    public void send(int partition, byte[] value, Acknowledgement onDone) {
        producer.send(
                partition == ANY_PARTITION
                        ? new ProducerRecord<>(topic, value)
                        : new ProducerRecord<>(topic, partition, null, value),
                onDone);
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
