package dev.leat.cli.produce;

import dev.leat.base.MonotonicClock;
import dev.leat.base.Scheduler;

/** Looks at a run twice a second, on the scheduler's thread, until it is closed. */
final class StallWatch implements AutoCloseable {
    private static final int EVERY_MS = 500;

    private final Scheduler scheduler;
    private final MonotonicClock clock;
    private final Tally tally;
    private final StallNotice notice;
    private volatile boolean closed;

    StallWatch(Scheduler scheduler, MonotonicClock clock, Tally tally, StallNotice notice) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.tally = tally;
        this.notice = notice;
        scheduler.schedule(EVERY_MS, this::look);
    }

    private void look() {
        if (!closed) {
            notice.look(tally.open(), tally.records(), clock.millis());
            scheduler.schedule(EVERY_MS, this::look);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
