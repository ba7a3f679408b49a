package dev.leat.consumer;

import dev.leat.protocol.model.TopicPartition;
import java.util.List;
import java.util.Map;

/**
 * Sees what every poll gives, and what was committed (KIP-42); nothing in it is called per record. What it throws is logged and
 * goes no further. It must neither poll nor close the consumer.
 *
 * <p>Kafka's interceptors may replace a poll's records. These cannot: {@link Records} is one walk over the bytes as they were
 * fetched, not a collection that could be built anew, and who walked it here would take it from the application. So they learn
 * which records came, not what is in them; who wants to see or change each record does so where it is iterated over.
 */
public interface ConsumerInterceptor extends AutoCloseable {
    /**
     * Called on the polling thread before a poll returns with records, an iteration's own polls included. What an iteration
     * that is left early has not come to is told again by the poll that gives it again.
     *
     * @param polled one of each partition, at least one
     */
    default void onConsume(List<PolledRange> polled) {}

    /**
     * Called on the polling thread after {@code offsets} were committed, by the application or automatically: within the call
     * that waits for the commit, else within a later poll, commit or the close. Commits that fail, and those that a producer
     * makes in a transaction, are not told.
     */
    default void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    /** Called once before use, with all that the consumer was configured with. */
    default void configure(Map<String, ?> configs) {}

    /** Called once when the consumer closes, after the last commit was told. */
    @Override
    default void close() {}
}
