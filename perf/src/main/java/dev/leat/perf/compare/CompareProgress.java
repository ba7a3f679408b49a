package dev.leat.perf.compare;

import dev.leat.perf.load.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Tells on standard error which run goes on, how fast, and when all will be done. */
final class CompareProgress {
    private static final int SECONDS_APART = 5;
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintWriter err;
    private final int runs;
    private final Duration estimate;
    private long startNanos;
    private int begun;
    private int done;

    /**
     * @param runs     in all
     * @param estimate for one, until the first ones are done
     */
    CompareProgress(PrintWriter err, int runs, Duration estimate) {
        this.err = err;
        this.runs = runs;
        this.estimate = estimate;
    }

    /** A line of its own. */
    void say(String line) {
        err.println(line);
        err.flush();
    }

    Progress begin(Trial trial, String broker, int pair) {
        if (begun++ == 0) {
            startNanos = System.nanoTime(); // limits and first runs are over
        }
        String head = String.format(Locale.ROOT, "[%d/%d] %s, pair %d, %s", begun, runs, trial.key(), pair, broker);
        say(head + "; all done in about " + left());
        return new Lines(head);
    }

    void end() {
        done++;
    }

    void failed(Trial trial, String why) {
        say(trial.key() + " was given up: " + why);
    }

    /** By the mean of the runs so far. */
    private String left() {
        double elapsed = (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
        double each = done == 0 ? estimate.toSeconds() : elapsed / done;
        long seconds = Math.round(each * (runs - done));
        return seconds < 120 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
    }

    /** What one run says; several threads may speak at once. */
    private final class Lines implements Progress {
        private final String head;
        private int seconds;

        private Lines(String head) {
            this.head = head;
        }

        @Override
        public void doing(String what) {
            say(head + ": " + what);
        }

        @Override
        public synchronized void measured(String what, double perSecond, String unit, double secondsLeft) {
            if (seconds++ % SECONDS_APART == 0) {
                say(String.format(
                        Locale.ROOT, "%s: %s, %,.0f %s, %.0f s left", head, what, perSecond, unit, secondsLeft));
            }
        }
    }
}
