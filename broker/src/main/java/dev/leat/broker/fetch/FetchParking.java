package dev.leat.broker.fetch;

import dev.leat.broker.partition.Waiter;
import java.util.List;

/** Puts a fetch on the wait lists of its partitions. Any thread. */
@FunctionalInterface
interface FetchParking {
    /**
     * @param seen what {@code targets} gave, one for one; a partition that has moved on since wakes the waiter at once
     */
    void park(List<FetchTarget> targets, List<FetchResult> seen, Waiter waiter);
}
