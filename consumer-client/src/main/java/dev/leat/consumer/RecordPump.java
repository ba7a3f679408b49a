package dev.leat.consumer;

import dev.leat.client.error.RetriableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls a consumer on a thread of its own and hands what comes to a handler. The consumer belongs to the pump: it is closed
 * with it, and only {@link Consumer#wakeup} may still be called by others.
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
            Records<K, V> records = consumer.poll(LONGEST_POLL);
            if (!records.isEmpty()) {
                handler.onRecords(records);
            }
        });
        pump.thread.start();
        return pump;
    }

    private void run(Polling polling) {
        Throwable failure = null;
        try {
            while (!closing) {
                pollOnce(polling);
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
            ended.completeExceptionally(failure);
        }
    }

    private static void pollOnce(Polling polling) throws Exception {
        try {
            polling.once();
        } catch (RetriableException passing) {
            LOG.warn("polling goes on after: {}", passing.getMessage());
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
