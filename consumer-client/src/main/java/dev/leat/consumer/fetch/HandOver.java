package dev.leat.consumer.fetch;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.SpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The way from the loop to the polling thread: events in order, and how many bytes of them are still held. The loop gives,
 * the polling thread takes.
 */
final class HandOver {
    private static final int CHUNK = 256;

    private final Queue<FetchEvent> events = new SpscUnboundedArrayQueue<>(CHUNK);
    private final Runnable wake;
    private final AtomicBoolean wantsRoom = new AtomicBoolean();
    private long givenBytes;
    private volatile long freedBytes;

    /** @param wake wakes the polling thread if it waits */
    HandOver(Runnable wake) {
        this.wake = wake;
    }

    /** Loop. */
    void give(FetchEvent event) {
        if (event instanceof Fetched fetched) {
            givenBytes += fetched.sizeInBytes();
            fetched.feed().fetched(fetched.sizeInBytes());
        }
        events.add(event);
        wake.run();
    }

    /** Polling thread: the next event, null if there is none yet. */
    @Nullable
    FetchEvent take() {
        return events.poll();
    }

    /** Polling thread: gives the buffer back; true if the loop waits for that. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    boolean free(Fetched fetched) {
        int bytes = fetched.sizeInBytes();
        fetched.release();
        fetched.feed().freed(bytes);
        freedBytes += bytes;
        return wantsRoom.get() && wantsRoom.compareAndSet(true, false);
    }

    /** Loop: bytes that were given and not freed yet. */
    long heldBytes() {
        return givenBytes - freedBytes;
    }

    /** Loop: says before looking at what is held whether the next {@link #free} shall tell. */
    void wantRoom(boolean value) {
        wantsRoom.set(value);
    }

    /** Whether fetching waits for room. */
    boolean isRoomWanted() {
        return wantsRoom.get();
    }
}
