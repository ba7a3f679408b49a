package dev.leat.perf.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.perf.client.Latencies;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long MS = 1_000_000;

    private long nowNanos = 77 * MS;
    private final List<Long> sleeps = new ArrayList<>();

    private Pacer pacer(double perSecond, long oversleepNanos) {
        return new Pacer(perSecond, () -> nowNanos, nanos -> {
            sleeps.add(nanos);
            nowNanos += nanos + oversleepNanos;
        });
    }

    @Test
    void shouldLetThroughAtEvenDistances() {
        Pacer pacer = pacer(1_000, 0);

        assertThat(pacer.awaitNext()).isEqualTo(77 * MS);
        assertThat(pacer.awaitNext()).isEqualTo(78 * MS);
        assertThat(pacer.awaitNext()).isEqualTo(79 * MS);
        assertThat(sleeps).containsExactly(MS, MS);
    }

    @Test
    void shouldCountFromTheDueTimeWhenItIsLate() {
        Pacer pacer = pacer(1_000, 0);
        pacer.awaitNext();

        nowNanos += 10 * MS; // a send that took its time

        assertThat(pacer.awaitNext()).isEqualTo(78 * MS);
        assertThat(pacer.awaitNext()).isEqualTo(79 * MS);
        assertThat(sleeps).isEmpty();
    }

    @Test
    void shouldNotCountWhatTheTimerOversleeps() {
        Pacer pacer = pacer(1_000, 50_000);
        pacer.awaitNext();

        assertThat(pacer.awaitNext()).isEqualTo(78 * MS + 50_000);
    }

    @Test
    void shouldKeepTheRateOverOversleptTimers() {
        Pacer pacer = pacer(1_000, 50_000);
        for (int i = 0; i < 1_001; i++) {
            pacer.awaitNext();
        }

        assertThat(nowNanos).isEqualTo(1_077 * MS + 50_000);
    }

    @Test
    void shouldForgiveATimerOnlySoMuch() {
        Pacer pacer = pacer(1_000, 9 * MS); // a pause of the process, say
        pacer.awaitNext();

        assertThat(pacer.awaitNext()).isEqualTo(78 * MS + 200_000);
    }

    @Test
    void shouldNoteTheAgeOfWhatIsDueAndNotDone() {
        Pacer pacer = pacer(1_000, 0);
        Latencies latencies = new Latencies();
        pacer.noteLate(0, latencies); // before the first one
        pacer.awaitNext();
        pacer.awaitNext();
        nowNanos += 10 * MS; // 12 are due by now, whether they were sent or not

        pacer.noteLate(2, latencies);

        Histogram noted = latencies.take();
        assertThat(noted.getTotalCount()).isEqualTo(10);
        assertThat(noted.getMaxValue()).isBetween(9 * MS, 9 * MS + MS / 100);
    }
}
