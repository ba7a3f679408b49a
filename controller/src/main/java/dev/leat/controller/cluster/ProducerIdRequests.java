package dev.leat.controller.cluster;

import dev.leat.base.Scheduler;
import dev.leat.controller.store.CoordinationStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes blocks of producer ids, each tried until it succeeds or its time is over, whatever the session does. */
final class ProducerIdRequests {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerIdRequests.class);

    private final CoordinationStore store;
    private final ClusterPaths paths;
    private final Executor executor;
    private final Scheduler scheduler;
    private final long timeoutMs;
    private boolean closed;

    /** @param executor the store's event thread */
    ProducerIdRequests(
            CoordinationStore store, ClusterPaths paths, Executor executor, Scheduler scheduler, long timeoutMs) {
        this.store = store;
        this.paths = paths;
        this.executor = executor;
        this.scheduler = scheduler;
        this.timeoutMs = timeoutMs;
    }

    /** A block of its own; fails with {@link ClusterUnavailableException} in the end. Any thread. */
    CompletableFuture<ProducerIdBlock> allocate() {
        CompletableFuture<ProducerIdBlock> result = new CompletableFuture<>();
        Scheduler.Timer timeout = scheduler.schedule(
                timeoutMs,
                () -> result.completeExceptionally(
                        new ClusterUnavailableException("the store did not answer in time")));
        executor.execute(() -> take(result));
        return result.whenComplete((block, failure) -> timeout.cancel());
    }

    /** From now on every try fails. Event thread. */
    void close() {
        closed = true;
    }

    private void take(CompletableFuture<ProducerIdBlock> result) {
        if (closed || result.isDone()) {
            result.completeExceptionally(new ClusterUnavailableException("the controller service is closed"));
            return;
        }
        StoreTask.Trouble retry = new StoreTask.Trouble() {
            @Override
            public void connectionLost() {
                scheduler.schedule(StoreTask.RETRY_DELAY_MS, () -> onEventThread(() -> take(result)));
            }

            @Override
            public void unusable(String what) {
                result.completeExceptionally(new ClusterUnavailableException(what));
            }
        };
        new ProducerIds(store, paths, result::complete, retry).begin(); // ends by itself
    }

    /** What a timer does: the event thread may have ended by then. */
    private void onEventThread(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException ended) {
            LOG.debug("timer fired after the end", ended);
        }
    }
}
