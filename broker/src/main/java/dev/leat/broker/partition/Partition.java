package dev.leat.broker.partition;

import dev.leat.base.Invariant;
import dev.leat.broker.lane.Lane;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.log.PartitionLog;
import org.jspecify.annotations.Nullable;

/**
 * A replica of a partition on this broker: its log, its role, and who waits for it.
 *
 * <p>The lane is the only thread that changes it; other threads read what is published: role, high watermark, settings.
 */
public final class Partition {
    private final TopicPartition id;
    private final Uuid topicId;
    private final Lane lane;
    private final PartitionServices services;
    private final PartitionObserver observer;
    private final AppendTurn turn = new AppendTurn(this);
    private final CommitQueue uncommitted = new CommitQueue();
    private final WaitList waiters = new WaitList();
    private final LogUpkeep upkeep;
    private @Nullable LeaderReplication replication;
    private volatile PartitionRole role = PartitionRole.OPENING;
    private volatile PartitionSettings settings;
    private volatile long highWatermark;

    public Partition(
            TopicPartition id,
            Uuid topicId,
            Lane lane,
            PartitionSettings settings,
            PartitionServices services,
            PartitionObserver observer) {
        this.id = id;
        this.topicId = topicId;
        this.lane = lane;
        this.settings = settings;
        this.services = services;
        this.observer = observer;
        this.upkeep = new LogUpkeep(this, services);
    }

    public TopicPartition id() {
        return id;
    }

    public Uuid topicId() {
        return topicId;
    }

    public Lane lane() {
        return lane;
    }

    public PartitionSettings settings() {
        return settings;
    }

    public PartitionRole role() {
        return role;
    }

    /** Exclusive end of what is committed. */
    public long highWatermark() {
        return highWatermark;
    }

    // From here on: on the lane only.

    /**
     * Leads the partition from now on.
     *
     * @param isrSize members of the ISR, this broker among them
     * @param knownHighWatermark as of the last checkpoint, 0 if there is none
     */
    public void lead(PartitionLog log, int leaderEpoch, int isrSize, long knownHighWatermark) {
        try {
            log.beginEpoch(leaderEpoch); // before the first record of ours (KIP-279)
        } catch (StorageException e) {
            failed(e);
            return;
        }
        long start = Math.max(knownHighWatermark, log.logStartOffset());
        replication = new LeaderReplication(leaderEpoch, isrSize, log.logEndOffset(), start);
        publishHighWatermark(log, replication.highWatermark());
        role = PartitionRole.leader(log, leaderEpoch);
        observer.becameLeader(this, log, leaderEpoch);
        observer.committed(leaderEpoch, highWatermark);
    }

    /** Applies changed settings. */
    public void configure(PartitionSettings changed) {
        settings = changed;
        PartitionLog log = role.log();
        if (log != null) {
            log.configure(changed.log());
        }
    }

    /** Takes {@code request} up for this turn's write; its listener hears by the end of the turn, or at the commit. */
    public void append(AppendRequest request) {
        ErrorCode refusal = refusalOf(request);
        if (refusal != ErrorCode.NONE) {
            request.listener().appended(AppendResult.refused(refusal));
        } else if (turn.add(request)) {
            lane.atTurnEnd(turn);
        }
    }

    private ErrorCode refusalOf(AppendRequest request) {
        if (role.error() != ErrorCode.NONE) {
            return role.error();
        }
        boolean enough = !request.awaitCommit() || leadership().canAcknowledge(settings.minInSyncReplicas());
        return enough ? ErrorCode.NONE : ErrorCode.NOT_ENOUGH_REPLICAS;
    }

    /**
     * Notes that the log has grown by this turn's appends, and wakes the fetch that has waited longest before any producer hears: on
     * a thread that serves both, a record is on its way to a consumer before it is acknowledged. Only one fetch, so that
     * many consumers do not hold the producers up.
     */
    void grew(PartitionLog log) {
        if (leadership().appendedUpTo(log.logEndOffset())) {
            publishHighWatermark(log, leadership().highWatermark());
            waiters.wakeFirst();
        }
    }

    /** Tells an append's listener now, or when the append is committed if it waits for that. */
    void settle(AppendRequest request, AppendResult result) {
        if (request.awaitCommit() && result.error() == ErrorCode.NONE && result.lastOffset() >= highWatermark) {
            uncommitted.add(result, request.listener());
        } else {
            request.listener().appended(result);
        }
    }

    /** Tells everyone who waits for the high watermark, after a turn that moved it. */
    void announce(PartitionLog log) {
        uncommitted.committedUpTo(highWatermark);
        waiters.wakeAll();
        observer.committed(leadership().leaderEpoch(), highWatermark);
        upkeep.afterAppend(log);
    }

    /**
     * Parks {@code waiter} until there is more to show than up to {@code seenHighWatermark}; wakes it at once if there
     * already is, or if the partition is none to wait for.
     */
    public void park(Waiter waiter, long seenHighWatermark) {
        if (highWatermark != seenHighWatermark || role.error() != ErrorCode.NONE) {
            waiter.wake();
        } else {
            waiters.add(waiter);
        }
    }

    /** Deletes what retention does not keep, and forgets producers that have gone. */
    public void clean() {
        PartitionLog log = role.log();
        if (log != null && role.error() == ErrorCode.NONE) {
            upkeep.clean(log, highWatermark);
        }
    }

    /**
     * Raises the lowest readable offset (DeleteRecords).
     *
     * @param offset at most the high watermark, -1 for the high watermark itself
     * @return {@link ErrorCode#OFFSET_OUT_OF_RANGE} if the offset is beyond that
     */
    public ErrorCode deleteRecordsBefore(long offset) {
        PartitionLog log = role.log();
        if (log == null || role.error() != ErrorCode.NONE) {
            return role.error();
        }
        long target = offset == -1 ? highWatermark : offset;
        if (target < 0 || target > highWatermark) {
            return ErrorCode.OFFSET_OUT_OF_RANGE;
        }
        try {
            log.advanceLogStart(target);
            return ErrorCode.NONE;
        } catch (StorageException e) {
            failed(e);
            return ErrorCode.KAFKA_STORAGE_ERROR;
        }
    }

    /**
     * Stops serving: what waits is answered with {@code reason}. The observer hears of it first, so that it takes no
     * doubtful append for a failed one. The log stays open for whoever holds it.
     */
    public void resign(ErrorCode reason) {
        int epoch = role.leaderEpoch();
        role = role.unusable(reason);
        if (replication != null) {
            replication = null;
            observer.resigned(epoch);
        }
        turn.failAll(reason);
        uncommitted.failAll(reason);
        waiters.wakeAll();
    }

    /** A disk has failed under this partition: it is offline until the broker starts again. */
    public void failed(StorageException fault) {
        resign(ErrorCode.KAFKA_STORAGE_ERROR);
        services.storageFaults().accept(fault);
    }

    PartitionServices services() {
        return services;
    }

    private LeaderReplication leadership() {
        LeaderReplication leading = replication;
        Invariant.check(leading != null, "only a leader appends");
        return java.util.Objects.requireNonNull(leading);
    }

    private void publishHighWatermark(PartitionLog log, long offset) {
        highWatermark = offset;
        log.onHighWatermark(offset);
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
