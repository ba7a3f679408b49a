package dev.leat.broker.partition;

import dev.leat.base.WallClock;
import dev.leat.broker.metrics.Counters;
import dev.leat.broker.metrics.Limit;
import dev.leat.broker.metrics.PartitionMetric;
import dev.leat.storage.fs.StorageException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What partitions need of the broker.
 *
 * @param clock for the age of segments and producers
 * @param background runs disk work that nobody waits for: flushes of full segments, deletions
 * @param counts counts appends
 * @param limits counts the limits that appends run into
 * @param storageFaults told of the first failure of a disk, after which its directory is not to be used any more
 */
public record PartitionServices(
        WallClock clock,
        Executor background,
        Counters<PartitionMetric> counts,
        Counters<Limit> limits,
        Consumer<StorageException> storageFaults) {}
