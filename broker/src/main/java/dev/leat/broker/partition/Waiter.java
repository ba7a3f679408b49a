package dev.leat.broker.partition;

/** Somebody who waits for a partition to have more to show: a parked fetch. */
public interface Waiter {
    /** Says that there may be more; on the partition's lane, must be quick. */
    void wake();

    /** Whether it no longer waits and can be forgotten; any thread. */
    boolean isDone();
}
