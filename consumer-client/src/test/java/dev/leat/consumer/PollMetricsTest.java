package dev.leat.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leat.base.fake.ManualTime;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What the times of polls come to. */
class PollMetricsTest {
    private static final Offset<Double> ROUNDING = within(0.001);

    private final ManualTime time = new ManualTime(0);
    private final PollMetrics metrics = new PollMetrics(time.monotonic());

    private void pollFor(long ms) {
        try (OneThread.Visit poll = metrics.begin()) {
            time.advance(ms);
        }
    }

    @Test
    void shouldTellOfNoPollBeforeTheFirst() {
        time.advance(100);
        ConsumerMetrics.Polling told = metrics.snapshot();
        assertThat(told.polls()).isZero();
        assertThat(told.lastAgoMs()).isEqualTo(-1);
        assertThat(told.idleRatio()).isZero();
        assertThat(told.betweenMicros().getTotalCount()).isZero();
    }

    @Test
    void shouldCountTimeFromBeginningToBeginning() {
        pollFor(10);
        time.advance(30);
        pollFor(0);
        ConsumerMetrics.Polling told = metrics.snapshot();
        assertThat(told.polls()).isEqualTo(2);
        assertThat(told.betweenMicros().getTotalCount()).isEqualTo(1);
        assertThat(told.betweenMicros().getMaxValue()).isBetween(40_000L, 40_100L); // three digits
        assertThat(metrics.snapshot().betweenMicros().getTotalCount())
                .as("told before")
                .isZero();
    }

    @Test
    void shouldTellWhichPartOfTheTimeSinceTheLastSnapshotWasSpentInPolls() {
        pollFor(25);
        time.advance(75);
        assertThat(metrics.snapshot().idleRatio()).isEqualTo(0.25, ROUNDING);
        time.advance(10);
        pollFor(30);
        assertThat(metrics.snapshot().idleRatio()).isEqualTo(0.75, ROUNDING);
        time.advance(10);
        assertThat(metrics.snapshot().idleRatio()).isZero();
    }

    @Test
    void shouldCountAPollThatIsOnItsWayUpToNow() {
        try (OneThread.Visit poll = metrics.begin()) {
            time.advance(60);
            assertThat(metrics.snapshot().idleRatio()).isEqualTo(1.0, ROUNDING);
            time.advance(20);
            assertThat(metrics.snapshot().lastAgoMs()).isZero();
            time.advance(10);
        }
        time.advance(10);
        ConsumerMetrics.Polling told = metrics.snapshot();
        assertThat(told.idleRatio()).isEqualTo(0.5, ROUNDING);
        assertThat(told.lastAgoMs()).isEqualTo(10);
    }

    @Test
    void shouldCountAPollWithinAPollAsAPartOfIt() {
        try (OneThread.Visit poll = metrics.begin()) {
            time.advance(10);
            pollFor(10);
            time.advance(10);
        }
        time.advance(30);
        ConsumerMetrics.Polling told = metrics.snapshot();
        assertThat(told.polls()).isEqualTo(1);
        assertThat(told.idleRatio()).isEqualTo(0.5, ROUNDING);
        assertThat(told.lastAgoMs()).isEqualTo(30);
    }
}
