package dev.leat.producer.batch;

import dev.leat.protocol.model.TopicPartition;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one partition in the order of their opening: callers append to the last one, the loop takes from the
 * front. A chain of links rather than a queue of its own, so that opening a batch is one compare-and-set.
 */
public final class PartitionQueue {
    private static final VarHandle LAST;

    static {
        try {
            LAST = MethodHandles.lookup().findVarHandle(PartitionQueue.class, "last", ProducerBatch.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final TopicPartition partition;
    private final AtomicBoolean signalled = new AtomicBoolean();
    /** Batches that are opened and not taken yet; partitioners look at it. */
    private final AtomicInteger backlog = new AtomicInteger();

    private volatile ProducerBatch last;
    private volatile @Nullable ProducerBatch end;
    /** The last batch that was taken; only the loop sets it. */
    private volatile ProducerBatch taken;

    public PartitionQueue(TopicPartition partition) {
        this.partition = partition;
        this.taken = ProducerBatch.markerOf(this);
        this.last = taken;
    }

    public TopicPartition partition() {
        return partition;
    }

    ProducerBatch last() {
        return last;
    }

    /** Lets no further batch be opened; what is there can still be taken. Only the loop. */
    void end() {
        end = ProducerBatch.markerOf(this);
        ProducerBatch before;
        do {
            before = last;
            before.close();
        } while (!LAST.compareAndSet(this, before, end));
    }

    boolean isEnd(ProducerBatch batch) {
        return batch == end;
    }

    /** Makes {@code fresh} the batch to append to if {@code expected} still is; closes {@code expected}. Any thread. */
    boolean follow(ProducerBatch expected, ProducerBatch fresh) {
        expected.close();
        if (!LAST.compareAndSet(this, expected, fresh)) {
            return false;
        }
        backlog.incrementAndGet();
        expected.linkTo(fresh);
        return true;
    }

    /** The first batch that was not taken yet; null if there is none. Any thread. */
    public @Nullable ProducerBatch first() {
        return taken.successor();
    }

    /** Closes {@link #first()} if it is open, and takes it if all its records are written; null if not. Only the loop. */
    public @Nullable ProducerBatch take() {
        ProducerBatch batch = first();
        if (batch == null) {
            return null;
        }
        batch.close();
        if (!batch.isQuiet()) {
            return null;
        }
        taken = batch;
        batch.setTaken();
        backlog.decrementAndGet();
        return batch;
    }

    /** The batch that was taken last, or the marker before the first. Only the loop. */
    public ProducerBatch taken() {
        return taken;
    }

    /** Batches that are opened and not taken yet. Any thread. */
    public int backlog() {
        return backlog.get();
    }

    /** Whether the first batch that was not taken yet was opened more than {@code patienceNanos} before. Any thread. */
    boolean isStuck(long nowNanos, long patienceNanos) {
        ProducerBatch waiting = first();
        return waiting != null && nowNanos - waiting.openedNanos() > patienceNanos;
    }

    /** Returns whether the loop has to be told: nobody has since it last looked. Any thread. */
    boolean raiseSignal() {
        return !signalled.get() && signalled.compareAndSet(false, true);
    }

    /** Called by the loop before it looks at the queue. */
    void lowerSignal() {
        signalled.set(false);
    }
}
