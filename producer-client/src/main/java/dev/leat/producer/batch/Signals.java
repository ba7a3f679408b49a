package dev.leat.producer.batch;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/** Tells the loop which queues have something new, and wakes it at most once until it looks. */
public final class Signals {
    private static final int CHUNK = 256;

    private final MpscUnboundedArrayQueue<PartitionQueue> changed = new MpscUnboundedArrayQueue<>(CHUNK);
    private final AtomicBoolean awake = new AtomicBoolean();
    private final Executor loop;
    private volatile Runnable look = () -> {};

    public Signals(Executor loop) {
        this.loop = loop;
    }

    /** Makes {@code task} what the loop runs when it is woken; called once, before the first signal. */
    public void wakes(Runnable task) {
        look = task;
    }

    /** Any thread. */
    void raise(PartitionQueue queue) {
        if (queue.raiseSignal()) {
            changed.offer(queue);
            wake();
        }
    }

    /** Makes the loop look soon. Any thread. */
    public void wake() {
        if (!awake.get() && awake.compareAndSet(false, true)) {
            loop.execute(look);
        }
    }

    /** Called by the loop first of all, so that whatever comes from now on wakes it again. */
    public void lower() {
        awake.set(false);
    }

    /** The next queue that changed, or null. Only the loop. */
    public @Nullable PartitionQueue next() {
        PartitionQueue queue = changed.poll();
        if (queue != null) {
            queue.lowerSignal();
        }
        return queue;
    }
}
