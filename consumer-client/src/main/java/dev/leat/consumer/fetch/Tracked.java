package dev.leat.consumer.fetch;

import dev.leat.base.WallClock;
import dev.leat.consumer.IsolationLevel;
import dev.leat.consumer.Lag;
import dev.leat.consumer.offset.Position;
import dev.leat.protocol.record.RecordBatch;
import org.jspecify.annotations.Nullable;

/** What the polling thread knows of a partition that it reads. */
final class Tracked {
    private Feed feed;
    private @Nullable Position position;
    private FetchEngine.@Nullable Committed committed;
    private long lastTimestamp = RecordBatch.NO_TIMESTAMP;

    /** One that starts at its committed offset. */
    Tracked(Feed feed, FetchEngine.Committed committed) {
        this.feed = feed;
        this.committed = committed;
    }

    /** Whom to ask where it starts; null once that is known, or somebody has said so. */
    FetchEngine.@Nullable Committed committed() {
        return position == null ? committed : null;
    }

    Feed feed() {
        return feed;
    }

    /** After the last record that was given out; null until it is known where reading starts. */
    @Nullable
    Position position() {
        return position;
    }

    void moveTo(Position next) {
        position = next;
    }

    /** Goes on with another feed, whose start may not be known yet. */
    void restart(Feed next, @Nullable Position start) {
        feed.end();
        feed = next;
        position = start;
        committed = null;
    }

    /** Time in ms of the newest batch that was given out, -1 before there was one. */
    long lastTimestamp() {
        return lastTimestamp;
    }

    void gaveOut(long timestamp) {
        lastTimestamp = timestamp;
    }

    /** How far {@code reached} is behind the end as the last answer told it; null before there was one. */
    @Nullable
    Lag lag(@Nullable Position reached, IsolationLevel isolation, WallClock clock) {
        long end = end(isolation);
        if (reached == null || end < 0) {
            return null;
        }
        long records = Math.max(0, end - reached.offset());
        boolean timed = records > 0 && lastTimestamp >= 0;
        return new Lag(records, timed ? Math.max(0, clock.millis() - lastTimestamp) : 0);
    }

    /** End of what may be read as the last answer told it, -1 before there was one. */
    long end(IsolationLevel isolation) {
        boolean committed = isolation == IsolationLevel.READ_COMMITTED && feed.lastStableOffset() >= 0;
        return committed ? feed.lastStableOffset() : feed.highWatermark();
    }
}
