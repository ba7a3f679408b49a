package dev.leat.producer.figures;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A producer of either library, as the measuring programs see it. A run loads no class of the other library. */
interface Sending extends AutoCloseable {
    /** Sends one record; {@code onDone} hears of its failure, or null. */
    void send(byte[] value, Consumer<@Nullable Exception> onDone);

    void flush();

    @Override
    void close();

    static Sending of(String client, Map<String, Object> settings, String topic) {
        return client.equals("leat") ? new LeatSending(settings, topic) : new KafkaSending(settings, topic);
    }
}
