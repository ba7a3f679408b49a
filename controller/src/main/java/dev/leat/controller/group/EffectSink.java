package dev.leat.controller.group;

import java.util.List;

/**
 * What the coordinator asks of its driver. Called on the owning lane while an event is being handled; an implementation
 * must not call back into the coordinator before {@link GroupCoordinator#on} has returned.
 */
public interface EffectSink {
    /** Sends the only reply that {@code to} will ever get. */
    <R extends GroupReply> void reply(ReplyTo<R> to, R reply);

    /**
     * Appends {@code records} to the coordinator's partition with acks from the whole in-sync set, in the order of the
     * calls. The driver answers with {@link LogEvent.Appended} or {@link LogEvent.AppendFailed}, both carrying
     * {@code appendId} and {@code leaderEpoch}, and may write one append as several batches; then it
     * is appended when the last of them is, and has failed only if none of them was written.
     *
     * @param appendId unique over the coordinator's life, rising
     * @param leaderEpoch the append is refused if the partition is led in another epoch by now
     * @param records at least one, in log order
     */
    void append(long appendId, int leaderEpoch, List<StoredRecord> records);

    /** Tells that {@code limit} kept a member out of a group, which its reply does not tell apart, for the metrics. */
    void turnedAway(GroupLimit limit);

    /** Tells that a group moved from one state to another, for the log of state transitions. */
    void transitioned(String groupId, int generationId, GroupState from, GroupState to, String reason);
}
