package dev.leat.broker.produce;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Gives out producer ids, each once in the life of the cluster. Ids come from the controller in blocks; while the next
 * block is on its way, askers wait for it. Any thread.
 */
public final class ProducerIds {
    private final Supplier<CompletableFuture<Block>> blocks;
    private final Deque<CompletableFuture<Long>> waiting = new ArrayDeque<>();
    private final int waitingLimit;
    private long next;
    private long end;

    /**
     * @param blocks reserves another block in the cluster; called by one thread at a time
     * @param waitingLimit most askers that may wait for a block at once
     */
    public ProducerIds(Supplier<CompletableFuture<Block>> blocks, int waitingLimit) {
        this.blocks = blocks;
        this.waitingLimit = waitingLimit;
    }

    /** Ids from {@code first} inclusive to {@code end} exclusive. */
    public record Block(long first, long end) {}

    /** A fresh id; fails with what the reservation failed with. */
    public CompletableFuture<Long> next() {
        CompletableFuture<Long> asker;
        boolean first;
        synchronized (this) {
            if (next < end) {
                return CompletableFuture.completedFuture(next++);
            }
            if (waiting.size() >= waitingLimit) {
                return CompletableFuture.failedFuture(new IllegalStateException("too many wait for producer ids"));
            }
            asker = new CompletableFuture<>();
            first = waiting.isEmpty();
            waiting.add(asker);
        }
        if (first) {
            reserve();
        }
        return asker;
    }

    private void reserve() {
        blocks.get().whenComplete((block, fault) -> {
            if (fault != null) {
                failAll(fault);
            } else if (serve(block)) {
                reserve();
            }
        });
    }

    /** Serves who waits from {@code block}; returns whether some still wait. */
    private boolean serve(Block block) {
        Deque<Runnable> served = new ArrayDeque<>();
        boolean moreWait;
        synchronized (this) {
            next = block.first();
            end = block.end();
            while (next < end && !waiting.isEmpty()) {
                CompletableFuture<Long> asker = waiting.remove();
                long id = next++;
                served.add(() -> asker.complete(id));
            }
            moreWait = !waiting.isEmpty();
        }
        served.forEach(Runnable::run); // outside of the lock: what follows is the askers' business
        return moreWait;
    }

    private void failAll(Throwable fault) {
        Deque<CompletableFuture<Long>> failed;
        synchronized (this) {
            failed = new ArrayDeque<>(waiting);
            waiting.clear();
        }
        failed.forEach(asker -> asker.completeExceptionally(fault));
    }
}
