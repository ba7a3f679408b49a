package dev.leat.perf.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;

/** The system's writing to the disk of what lies in its page cache, which on Linux begins half a minute late. */
public final class WriteBack {
    private static final long LONGEST_SECONDS = 120;

    private WriteBack() {}

    /**
     * Has everything written now and waits for it, two minutes at most, so that it does not fall into what is measured next.
     * Does nothing where there is no {@code sync}.
     */
    public static void settle() throws InterruptedException {
        Process sync;
        try {
            sync = new ProcessBuilder("sync")
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
        } catch (IOException noSuchCommand) {
            return;
        }
        if (!sync.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            sync.destroy();
        }
    }
}
