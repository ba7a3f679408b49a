package dev.leat.consumer;

import dev.leat.client.error.RetriableException;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls a consumer on a thread of its own and hands what comes to a handler. The consumer belongs to the pump: it is closed
 * with it, and only {@link Consumer#wakeup} and {@link Consumer#metrics} may still be called by others.
 */
public final class RecordPump implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordPump.class);
    private static final Duration LONGEST_POLL = Duration.ofSeconds(1);

    private final Consumer<?, ?> consumer;
    private final Thread thread;
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private volatile boolean closing;

    private RecordPump(Consumer<?, ?> consumer, Polling polling) {
        this.consumer = consumer;
        thread = new Thread(() -> run(polling), "leat-consumer");
    }

    /** One poll and its handling. */
    private interface Polling {
        void once() throws Exception;
    }

    static <K, V> RecordPump start(Consumer<K, V> consumer, RecordHandler<K, V> handler) {
        RecordPump pump = new RecordPump(consumer, () -> {
            Records<K, V> records = poll(consumer);
            if (records != null && !records.isEmpty()) {
                handle(consumer, handler, records);
            }
        });
        pump.thread.start();
        return pump;
    }

    /** Null after a failure that may pass. */
    private static <K, V> @Nullable Records<K, V> poll(Consumer<K, V> consumer) {
        try {
            return consumer.poll(LONGEST_POLL);
        } catch (RetriableException passing) {
            LOG.warn("polling goes on after: {}", passing.messageAndAdvice());
            return null;
        }
    }

    /** What a handler has failed on is not committed when the consumer closes: it goes back there first. */
    private static <K, V> void handle(Consumer<K, V> consumer, RecordHandler<K, V> handler, Records<K, V> records)
            throws Exception {
        Map<TopicPartition, Long> starts = records.startOffsets();
        try {
            handler.onRecords(records);
        } catch (Exception | Error failure) {
            try {
                goBack(consumer, starts);
            } catch (RuntimeException further) {
                failure.addSuppressed(further);
            }
            throw failure;
        }
    }

    private static void goBack(Consumer<?, ?> consumer, Map<TopicPartition, Long> starts) {
        starts.keySet().retainAll(consumer.assignment());
        starts.forEach(consumer::seek);
    }

    private void run(Polling polling) {
        Throwable failure = null;
        try {
            while (!closing) {
                polling.once();
            }
        } catch (Exception | Error e) {
            failure = e;
        }
        try {
            consumer.close();
        } catch (RuntimeException e) {
            LOG.warn("closing the consumer failed", e);
        }
        if (failure == null) {
            ended.complete(null);
        } else {
            LOG.error("nothing is polled any more, since the poll or the handler failed", failure);
            ended.completeExceptionally(failure);
        }
    }

    /** Done when the polling has ended: normally after {@link #close}, else with what the poll or the handler threw. */
    public CompletableFuture<@Nullable Void> ended() {
        return ended.copy();
    }

    /** Lets the handler finish, closes the consumer and ends the thread. Does not wait when the handler itself calls. */
    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        if (Thread.currentThread() != thread) {
            ended.handle((done, failure) -> null).join();
        }
    }
}
