package dev.leat.perf.client;

import java.time.Duration;
import java.util.Map;

/** A consumer under load, as its library's users see it, assigned to all partitions of a topic. Polling thread only. */
public interface RecordReader extends AutoCloseable {
    /** A consumer of {@code client}, which is a library, with its {@code settings} by Kafka's names. */
    static RecordReader of(Client client, Map<String, Object> settings, String topic, int partitions) {
        return switch (client) {
            case LEAT -> new LeatReader(settings, topic, partitions);
            case KAFKA -> new KafkaReader(settings, topic, partitions);
            case RAW -> throw new IllegalArgumentException("the raw client reads frames, not records");
        };
    }

    /** How many offsets there are to read. */
    long available();

    /** Begins anew at the first record. */
    void rewind();

    /** Leaves out what is there; knows where that ends on return. */
    void skipToEnd();

    /** Polls once and returns how many records came. */
    int poll(Duration timeout, Arrivals arrivals);

    /** Ends a poll that waits; any thread. */
    void wakeup();

    @Override
    void close();
}
