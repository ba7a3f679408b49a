package dev.leat.broker.partition;

import java.util.ArrayList;
import java.util.List;

/** The fetches parked on a partition. Those that were answered elsewhere are cleared away as the list grows. */
final class WaitList {
    private static final int SMALLEST_PURGE = 16;

    private List<Waiter> waiters = new ArrayList<>(2);
    private int purgeAt = SMALLEST_PURGE;

    void add(Waiter waiter) {
        if (waiters.size() >= purgeAt) {
            waiters.removeIf(Waiter::isDone);
            purgeAt = Math.max(SMALLEST_PURGE, 2 * waiters.size()); // so that purging costs O(1) per waiter
        }
        waiters.add(waiter);
    }

    /** Wakes the one that has waited longest of those that still do. */
    void wakeFirst() {
        int first = 0;
        while (first < waiters.size() && waiters.get(first).isDone()) {
            first++;
        }
        if (first < waiters.size()) {
            waiters.get(first++).wake();
        }
        waiters.subList(0, first).clear();
    }

    void wakeAll() {
        if (waiters.isEmpty()) {
            return;
        }
        List<Waiter> woken = waiters;
        waiters = new ArrayList<>(2);
        woken.forEach(Waiter::wake);
    }

    int size() {
        return waiters.size();
    }
}
