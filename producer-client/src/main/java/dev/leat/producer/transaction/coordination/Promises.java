package dev.leat.producer.transaction.coordination;

import dev.leat.base.Scheduler;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Who waits for a step of a transaction, each for a limited time. Only the loop. */
final class Promises {
    private final Scheduler scheduler;
    private final long maxWaitMs;
    private final Map<Long, Promise> open = new HashMap<>();
    private long nextTicket;

    private record Promise(CompletableFuture<Void> done, Scheduler.Timer timer) {}

    Promises(Scheduler scheduler, long maxWaitMs) {
        this.scheduler = scheduler;
        this.maxWaitMs = maxWaitMs;
    }

    /** Returns the ticket under which {@code done} is completed; that of {@code call}, for messages. */
    long open(String call, CompletableFuture<Void> done) {
        long ticket = nextTicket++;
        Scheduler.Timer timer = scheduler.schedule(maxWaitMs, () -> close(ticket, tooLate(call)));
        open.put(ticket, new Promise(done, timer));
        return ticket;
    }

    private ClientException tooLate(String call) {
        return new RetriableException(
                call + " was not done within " + maxWaitMs + " ms; it goes on in the background",
                "call it again to go on waiting, raise max.block.ms, or look why the coordinator does not answer");
    }

    /** Without effect if the time was over before. */
    void close(long ticket, @Nullable ClientException failure) {
        Promise promise = open.remove(ticket);
        if (promise == null) {
            return;
        }
        promise.timer.cancel();
        if (failure == null) {
            promise.done.complete(null);
        } else {
            promise.done.completeExceptionally(failure);
        }
    }
}
