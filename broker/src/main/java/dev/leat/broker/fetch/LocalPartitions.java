package dev.leat.broker.fetch;

import dev.leat.broker.lane.LaneTasks;
import dev.leat.broker.partition.Partition;
import dev.leat.broker.partition.PartitionRole;
import dev.leat.broker.partition.Partitions;
import dev.leat.broker.partition.Waiter;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.FetchResponse;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.log.LogRead;
import dev.leat.storage.log.PartitionLog;
import dev.leat.storage.segment.AbortedTransaction;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and parks fetches on the partitions of this broker. */
final class LocalPartitions implements PartitionReader, FetchParking {
    private static final Logger LOG = LoggerFactory.getLogger(LocalPartitions.class);

    private final Partitions partitions;

    LocalPartitions(Partitions partitions) {
        this.partitions = partitions;
    }

    @Override
    public FetchResult read(FetchTarget target, int maxBytes, boolean wholeBatch, boolean readCommitted) {
        Partitions.Found found = find(target);
        Partition partition = found.partition();
        if (partition == null) {
            return FetchResult.failed(target.key(), found.error());
        }
        PartitionRole role = partition.role();
        PartitionLog log = role.log();
        ErrorCode error = role.errorFor(target.currentLeaderEpoch());
        if (error != ErrorCode.NONE || log == null) {
            return FetchResult.failed(target.key(), error);
        }
        try {
            return read(target, partition.highWatermark(), log, maxBytes, wholeBatch, readCommitted);
        } catch (StorageException e) {
            LOG.error("{} cannot be read at {}", partition, target.fetchOffset(), e);
            return FetchResult.failed(target.key(), ErrorCode.KAFKA_STORAGE_ERROR);
        }
    }

    private static FetchResult read(
            FetchTarget target,
            long highWatermark,
            PartitionLog log,
            int maxBytes,
            boolean wholeBatch,
            boolean readCommitted)
            throws StorageException {
        long stable = log.lastStableOffset(highWatermark);
        FetchResponse.EpochEndOffset diverging = divergence(target, log);
        if (diverging != null) {
            return new FetchResult(
                    target.key(),
                    ErrorCode.NONE,
                    highWatermark,
                    stable,
                    log.logStartOffset(),
                    diverging,
                    null,
                    null,
                    null);
        }
        long upTo = readCommitted ? stable : highWatermark;
        List<AbortedTransaction> aborted = readCommitted ? log.abortedTransactions(target.fetchOffset(), stable) : null;
        LogRead read = log.read(target.fetchOffset(), maxBytes, upTo, wholeBatch);
        ErrorCode error = read.inRange() ? ErrorCode.NONE : ErrorCode.OFFSET_OUT_OF_RANGE;
        return new FetchResult(
                target.key(), error, highWatermark, stable, read.logStartOffset(), null, null, aborted, read.records());
    }

    /** Where the log of a client, whose last record has another epoch here, parts from ours; null if it does not. */
    private static FetchResponse.@Nullable EpochEndOffset divergence(FetchTarget target, PartitionLog log) {
        if (target.lastFetchedEpoch() < 0) {
            return null;
        }
        var end = log.endOffsetFor(target.lastFetchedEpoch());
        boolean parted =
                end.epoch() >= 0 && (end.endOffset() < target.fetchOffset() || end.epoch() < target.lastFetchedEpoch());
        return parted
                ? FetchResponse.EpochEndOffset.builder()
                        .epoch(end.epoch())
                        .endOffset(end.endOffset())
                        .build()
                : null;
    }

    @Override
    public void park(List<FetchTarget> targets, List<FetchResult> seen, Waiter waiter) {
        LaneTasks parkings = new LaneTasks();
        for (int i = 0; i < targets.size(); i++) {
            Partition partition = find(targets.get(i)).partition();
            if (partition != null) {
                long seenHighWatermark = seen.get(i).highWatermark();
                parkings.add(
                        partition.lane(),
                        () -> partition.park(waiter, seenHighWatermark),
                        overloaded -> {}); // then the fetch's deadline answers it
            }
        }
        parkings.submit();
    }

    private Partitions.Found find(FetchTarget target) {
        FetchKey key = target.key();
        return partitions.find(key.topic(), key.topicId(), key.partition());
    }
}
