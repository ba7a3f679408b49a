package dev.leat.perf.client;

import java.util.Map;

/** A producer under load, as its library's users see it: records without keys go in one by one. */
public interface RecordSender extends AutoCloseable {
    /** Lets the library choose the partition. */
    int ANY_PARTITION = -1;

    /** A producer of {@code client}, which is a library, with its {@code settings} by Kafka's names. */
    static RecordSender of(Client client, Map<String, Object> settings, String topic) {
        return switch (client) {
            case LEAT -> new LeatSender(settings, topic);
            case KAFKA -> new KafkaSender(settings, topic);
            case RAW -> throw new IllegalArgumentException("the raw client sends frames, not records");
        };
    }

    /**
     * Hands a record on; waits while the library's memory is full. Any thread.
     *
     * @param partition {@link #ANY_PARTITION} or from 0
     */
    void send(int partition, byte[] value, Acknowledgement onDone);

    /** Waits until all that was handed on has its outcome. */
    void flush();

    @Override
    void close();
}
