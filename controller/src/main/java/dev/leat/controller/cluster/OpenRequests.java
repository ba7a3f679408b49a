package dev.leat.controller.cluster;

import dev.leat.base.Scheduler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** The requests that the controller has not answered yet, each with its timeout. Event thread only. */
final class OpenRequests {
    private final Scheduler scheduler;
    private final long timeoutMs;
    private final Map<Long, Open> requests = new HashMap<>();
    private long nextId;

    private record Open(CompletableFuture<List<ItemResult>> answer, Scheduler.Timer timeout) {}

    OpenRequests(Scheduler scheduler, long timeoutMs) {
        this.scheduler = scheduler;
        this.timeoutMs = timeoutMs;
    }

    /**
     * Keeps {@code answer} until the request is answered.
     *
     * @param onTimeout takes the id on the scheduler's thread if that lasts too long; the request stays open
     * @return the request's id
     */
    long add(CompletableFuture<List<ItemResult>> answer, LongConsumer onTimeout) {
        long id = nextId++;
        requests.put(id, new Open(answer, scheduler.schedule(timeoutMs, () -> onTimeout.accept(id))));
        return id;
    }

    /** Completes the request; nothing happens if it is not open. */
    void answer(ControllerEffect.Reply reply) {
        Open request = requests.remove(reply.requestId());
        if (request != null) {
            request.timeout.cancel();
            request.answer.complete(reply.results());
        }
    }

    /** Completes all requests exceptionally. */
    void failAll(ClusterUnavailableException reason) {
        requests.values().forEach(request -> {
            request.timeout.cancel();
            request.answer.completeExceptionally(reason);
        });
        requests.clear();
    }
}
