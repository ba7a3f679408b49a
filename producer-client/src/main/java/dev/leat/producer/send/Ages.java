package dev.leat.producer.send;

import dev.leat.producer.batch.ProducerBatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * All batches that are not done, oldest first, and which of them have reached an age. Since every batch has the same time to
 * live, the oldest is always the next one. Only the loop.
 */
final class Ages {
    private final long maxAgeNanos;
    private final Deque<ProducerBatch> young = new ArrayDeque<>();

    Ages(long maxAgeNanos) {
        this.maxAgeNanos = maxAgeNanos;
    }

    void add(ProducerBatch batch) {
        young.addLast(batch);
    }

    /** Shows {@code observer} every batch that has reached the age and is not done, once. */
    void forEachAged(long nowNanos, Consumer<ProducerBatch> observer) {
        while (!young.isEmpty() && (young.peekFirst().isDone() || nanosLeft(young.peekFirst(), nowNanos) <= 0)) {
            ProducerBatch batch = young.removeFirst();
            if (!batch.isDone()) {
                observer.accept(batch);
            }
        }
    }

    /** Until the next batch reaches the age, in ns; {@code Long.MAX_VALUE} if there is none. */
    long nanosUntilNext(long nowNanos) {
        return young.isEmpty() ? Long.MAX_VALUE : Math.max(0, nanosLeft(young.peekFirst(), nowNanos));
    }

    /** Shows {@code observer} every batch that is neither done nor of that age. */
    void forEachYoung(Consumer<ProducerBatch> observer) {
        young.stream().filter(batch -> !batch.isDone()).forEach(observer);
    }

    private long nanosLeft(ProducerBatch batch, long nowNanos) {
        return batch.openedNanos() + maxAgeNanos - nowNanos;
    }
}
