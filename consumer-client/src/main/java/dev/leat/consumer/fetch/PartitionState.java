package dev.leat.consumer.fetch;

import dev.leat.consumer.offset.Position;
import dev.leat.protocol.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What the loop knows of one feed: where the next fetch goes on, whom to ask, and what has to happen first. A state machine
 * without clock or I/O; its driver is {@link FetchLoop}.
 *
 * <pre>
 * WAITING --startAt--> READY <--validated-- (needsValidation after a new leader epoch)
 *    |                  |  ^
 *    +----resetTo----> RESETTING (needs a look-up by time)
 * any --stop--> STOPPED --retry--> what it was
 * </pre>
 */
final class PartitionState {
    private static final int NO_REPLICA = -1;

    /** What a feed needs next. */
    enum Phase {
        /** Nobody has said yet where it starts. */
        WAITING,
        /** Its offset is looked up by {@link #resetTimestamp()}. */
        RESETTING,
        /** It may be fetched, unless it {@link #needsValidation()}. */
        READY,
        /** The application was told of a failure; goes on after {@link #retry}. */
        STOPPED
    }

    private Phase phase = Phase.WAITING;
    private Phase stoppedIn = Phase.WAITING;
    private long offset;
    private int offsetEpoch = Position.NO_EPOCH;
    private int leaderEpoch = Position.NO_EPOCH;
    private boolean needsValidation;
    private long resetTimestamp;
    private int preferredReplica = NO_REPLICA;
    private long preferredUntilMs;
    private int failures;
    private long retryAtMs;

    Phase phase() {
        return phase;
    }

    /** Next offset to fetch; only in {@link Phase#READY}. */
    long offset() {
        return offset;
    }

    /** Epoch of the record before {@link #offset()}, -1 if not known. */
    int offsetEpoch() {
        return offsetEpoch;
    }

    /** The leader's epoch to send along, -1 if not known. */
    int leaderEpoch() {
        return leaderEpoch;
    }

    /** What to look up, in ms or one of {@code OffsetLookup}'s constants; only in {@link Phase#RESETTING}. */
    long resetTimestamp() {
        return resetTimestamp;
    }

    void startAt(Position position) {
        offset = position.offset();
        offsetEpoch = position.epoch();
        needsValidation = offsetEpoch != Position.NO_EPOCH;
        phase = Phase.READY;
        succeeded();
    }

    void resetTo(long timestamp) {
        resetTimestamp = timestamp;
        phase = Phase.RESETTING;
        succeeded();
    }

    /** The cluster says that {@code epoch} leads now: a position with an epoch must be held against its log. */
    void onLeaderEpoch(int epoch) {
        if (epoch != leaderEpoch) {
            needsValidation |= epoch > leaderEpoch && offsetEpoch != Position.NO_EPOCH;
            leaderEpoch = epoch;
            preferredReplica = NO_REPLICA;
        }
    }

    /** Whether a broker that does not check the last fetched epoch by itself (Fetch before 12) must be asked first. */
    boolean needsValidation() {
        return needsValidation;
    }

    void validated() {
        needsValidation = false;
        succeeded();
    }

    /** Batches up to {@code nextOffset}, exclusive, have come; the last one of {@code epoch}. */
    void onFetched(long nextOffset, int epoch) {
        offset = nextOffset;
        offsetEpoch = epoch;
    }

    /** The broker has answered without an error. */
    void succeeded() {
        failures = 0;
        retryAtMs = 0;
    }

    /** The leader names a replica nearer to this client (KIP-392), to be asked until {@code untilMs}. */
    void prefer(int replica, long untilMs) {
        preferredReplica = replica;
        preferredUntilMs = untilMs;
    }

    /** Whom to ask: the preferred replica while it holds, else {@code leader}. */
    int replicaToAsk(int leader, long nowMs) {
        return preferredReplica != NO_REPLICA && nowMs < preferredUntilMs ? preferredReplica : leader;
    }

    /** Goes back to the leader; false if that was asked anyway. */
    boolean forgetPreferred() {
        boolean had = preferredReplica != NO_REPLICA;
        preferredReplica = NO_REPLICA;
        return had;
    }

    /** Whether the last answer about it was an error. */
    boolean isFailing() {
        return failures > 0;
    }

    /** One more failure in a row; returns how many. The driver then says {@link #pauseUntil}. */
    int failed() {
        return ++failures;
    }

    void pauseUntil(long nowMs) {
        retryAtMs = nowMs;
    }

    long retryAtMs() {
        return retryAtMs;
    }

    /** Not before {@code retry}: the application is told why. */
    void stop() {
        stoppedIn = phase == Phase.STOPPED ? stoppedIn : phase;
        phase = Phase.STOPPED;
    }

    /** The application has been told and polls on: goes on where it was stopped. */
    void retry() {
        if (phase == Phase.STOPPED) {
            phase = stoppedIn;
        }
    }

    /** What an error of a fetch calls for. */
    enum Reaction {
        /** Ask again after a pause. */
        PAUSE,
        /** The same, and ask the cluster who leads now. */
        REFRESH,
        /** The offset does not exist: start where the settings say. */
        RESET,
        /** Tell the application. */
        FAIL
    }

    /** What {@code error} of a fetch calls for. */
    Reaction reactionTo(ErrorCode error) {
        return switch (error) {
            case NOT_LEADER_OR_FOLLOWER,
                    REPLICA_NOT_AVAILABLE,
                    LEADER_NOT_AVAILABLE,
                    KAFKA_STORAGE_ERROR,
                    FENCED_LEADER_EPOCH,
                    UNKNOWN_TOPIC_OR_PARTITION,
                    UNKNOWN_TOPIC_ID,
                    INCONSISTENT_TOPIC_ID -> {
                forgetPreferred();
                yield Reaction.REFRESH;
            }
            case OFFSET_OUT_OF_RANGE -> forgetPreferred() ? Reaction.PAUSE : Reaction.RESET; // a follower may lag
            case UNKNOWN_LEADER_EPOCH, OFFSET_NOT_AVAILABLE, UNKNOWN_SERVER_ERROR, REQUEST_TIMED_OUT -> Reaction.PAUSE;
            default -> error.retriable() && error != ErrorCode.CORRUPT_MESSAGE ? Reaction.REFRESH : Reaction.FAIL;
        };
    }

    /** Where the leader's log parts from what was read, if that is before the position; else null. */
    @Nullable
    Position divergence(int endEpoch, long endOffset) {
        boolean diverges = endOffset >= 0 && endOffset < offset;
        return diverges ? new Position(endOffset, endEpoch) : null;
    }
}
