package dev.leat.perf.result;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Latencies over time as an HdrHistogram log (version 1.3): one line per interval with a histogram of nanoseconds, whose
 * greatest value stands before it in ms. HdrHistogram's own tools read and draw it.
 */
public final class LatencyLog implements AutoCloseable {
    private static final double NANOS_PER_MS = 1e6;

    private final PrintStream file;
    private final HistogramLogWriter writer;

    /**
     * Begins a log, over one that is there.
     *
     * @param startMs when the measured part began, in ms since 1970
     */
    public LatencyLog(Path path, long startMs) throws IOException {
        file = new PrintStream(Files.newOutputStream(path), false, StandardCharsets.UTF_8);
        writer = new HistogramLogWriter(file);
        writer.outputComment("latencies in ns; Interval_Max in ms; made by leat perf");
        writer.outputLogFormatVersion();
        writer.outputStartTime(startMs);
        writer.setBaseTime(startMs);
        writer.outputLegend();
    }

    /** Adds what was recorded from one second of the measured part to another. */
    public void add(Histogram interval, double fromSeconds, double toSeconds) {
        writer.outputIntervalHistogram(fromSeconds, toSeconds, interval, NANOS_PER_MS);
    }

    /** Completes the file; throws if some of it could not be written. */
    @Override
    public void close() throws IOException {
        file.close();
        if (file.checkError()) {
            throw new IOException("the log of latencies could not be written");
        }
    }
}
