package dev.leat.consumer.fetch;

import dev.leat.client.error.ClientException;
import dev.leat.protocol.model.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One run of reading a partition from one position on, until it is revoked or goes on elsewhere by a seek; then a new feed
 * begins, and what still comes of the old one is known by it and dropped.
 *
 * <p>Fields say who writes them; the other thread reads what is volatile.
 */
final class Feed {
    private final TopicPartition partition;

    /** Written by the polling thread. */
    private volatile boolean paused;

    private volatile boolean held;
    private volatile boolean ended;
    private volatile long freedBytes;

    /** Written by the loop. */
    private volatile long highWatermark = -1;

    private volatile long lastStableOffset = -1;
    private volatile @Nullable ClientException trouble;
    private long fetchedBytes;

    Feed(TopicPartition partition, boolean paused) {
        this.partition = partition;
        this.paused = paused;
    }

    /** The next one of the same partition, which rests if this one does. */
    Feed successor() {
        Feed next = new Feed(partition, paused);
        next.held = held;
        return next;
    }

    TopicPartition partition() {
        return partition;
    }

    boolean isPaused() {
        return paused;
    }

    void setPaused(boolean value) {
        paused = value;
    }

    /** Until the end: it is about to be revoked. */
    void hold() {
        held = true;
    }

    /** Whether nothing is to be given out or fetched now. */
    boolean isResting() {
        return paused || held;
    }

    /** Whether nobody wants its records any more. */
    boolean isEnded() {
        return ended;
    }

    void end() {
        ended = true;
    }

    /** Polling thread: the buffer of {@code bytes} of records was given back. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void freed(int bytes) {
        freedBytes += bytes;
    }

    /** Loop: {@code bytes} of records were handed over. */
    void fetched(int bytes) {
        fetchedBytes += bytes;
    }

    /** Loop: bytes of records that were handed over and not given back yet. */
    long bufferedBytes() {
        return fetchedBytes - freedBytes;
    }

    /** Loop: what an answer said about the partition's ends. */
    void markEnds(long newHighWatermark, long newLastStableOffset) {
        highWatermark = newHighWatermark;
        lastStableOffset = newLastStableOffset;
    }

    /** Loop: it cannot be fetched for now, and is tried again; null if it can. */
    void markTrouble(@Nullable ClientException reason) {
        trouble = reason;
    }

    /** What keeps it from being fetched; null if nothing is known to. */
    @Nullable
    ClientException trouble() {
        return trouble;
    }

    /** As of the last answer, -1 before the first. */
    long highWatermark() {
        return highWatermark;
    }

    /** As of the last answer, -1 before the first or from a broker that does not tell. */
    long lastStableOffset() {
        return lastStableOffset;
    }
}
