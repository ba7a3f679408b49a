package dev.leat.perf.client;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** kafka-clients' producer. */
final class KafkaSender implements RecordSender {
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    KafkaSender(Map<String, Object> settings, String topic) {
        this.topic = topic;
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
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
