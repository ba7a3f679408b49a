package dev.leat.controller.group;

import dev.leat.protocol.error.ErrorCode;
import java.util.List;

/**
 * News about the partition of {@code __consumer_offsets} that the coordinator lives on. Every event carries the leader
 * epoch it belongs to; one of another epoch than the coordinator's is ignored, so that records of another leader's time
 * never complete a reply of ours (KAFKA-20634).
 */
public sealed interface LogEvent extends GroupEvent {
    /** The leader epoch of the partition, at least 0. */
    int leaderEpoch();

    /** This broker leads the partition from now on; its records follow as {@link Load}. */
    record BecameLeader(int leaderEpoch) implements LogEvent {}

    /**
     * Records read back from the log, in log order, from its start to the end it had when this broker became leader: an
     * earlier leader may have acknowledged more than this broker's own high watermark tells.
     *
     * @param records never null; copied
     */
    record Load(int leaderEpoch, List<StoredRecord> records) implements LogEvent {
        public Load {
            records = List.copyOf(records);
        }
    }

    /** All of that is loaded and the high watermark has reached its end: requests are served from now on. */
    record Loaded(int leaderEpoch) implements LogEvent {}

    /** This broker leads the partition no more: what waits is answered with NOT_COORDINATOR and all state is dropped. */
    record Resigned(int leaderEpoch) implements LogEvent {}

    /**
     * An append is in the leader's log.
     *
     * @param appendId the id given to {@link EffectSink#append}
     * @param lastOffset offset of the append's last record, inclusive
     */
    record Appended(int leaderEpoch, long appendId, long lastOffset) implements LogEvent {}

    /**
     * An append was refused: nothing of it is in the log, nor ever will be.
     *
     * @param appendId the id given to {@link EffectSink#append}
     * @param error the log's own error; the coordinator translates it for clients
     */
    record AppendFailed(int leaderEpoch, long appendId, ErrorCode error) implements LogEvent {}

    /**
     * The high watermark moved.
     *
     * @param highWatermark exclusive end of what is committed
     */
    record Committed(int leaderEpoch, long highWatermark) implements LogEvent {}
}
