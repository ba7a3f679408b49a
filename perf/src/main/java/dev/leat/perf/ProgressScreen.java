package dev.leat.perf;

import dev.leat.perf.load.Progress;
import java.io.PrintWriter;
import java.util.Locale;

/** Progress on standard error: one line that changes on a terminal, a line now and then elsewhere. Any thread. */
final class ProgressScreen implements Progress, AutoCloseable {
    private static final int LINES_APART = 5; // in s, where they stay
    private static final String ERASE = "\r\u001B[K";

    private final PrintWriter err;
    private final boolean terminal = System.console() != null;
    private int seconds;
    private boolean dirty;

    ProgressScreen(PrintWriter err) {
        this.err = err;
    }

    @Override
    public synchronized void doing(String what) {
        seconds = 0;
        show(what);
    }

    @Override
    public synchronized void note(String what) {
        err.println((terminal ? ERASE : "") + what);
        err.flush();
        dirty = false;
    }

    @Override
    public synchronized void measured(String what, double perSecond, String unit, double secondsLeft) {
        if (terminal || seconds++ % LINES_APART == 0) {
            show(String.format(Locale.ROOT, "%s: %,.0f %s, %.0f s left", what, perSecond, unit, secondsLeft));
        }
    }

    private synchronized void show(String line) {
        err.print(terminal ? ERASE + line : line + "\n");
        err.flush();
        dirty = terminal;
    }

    /** Leaves the terminal's line empty. */
    @Override
    public synchronized void close() {
        if (dirty) {
            err.print(ERASE);
            err.flush();
            dirty = false;
        }
    }
}
