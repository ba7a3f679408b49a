package dev.leat.perf.load;

import dev.leat.perf.client.Counts;
import dev.leat.perf.process.ProcessUsage;
import dev.leat.perf.result.Figure;
import dev.leat.perf.result.Figure.Better;
import dev.leat.perf.result.Warmth;
import java.util.ArrayList;
import java.util.List;

/** Makes figures of what was counted; those that would divide by nothing are left out. */
final class Figures {
    private static final double PERCENT = 100;
    private static final double MICROS = 1e6;
    static final double BYTES_PER_MB = 1e6;
    private static final double BYTES_PER_GB = 1e9;

    private final List<Figure> figures = new ArrayList<>();
    private final Counts done;

    Figures(Counts done) {
        this.done = done;
    }

    Figures rates(double seconds) {
        per("recordsPerSecond", "records/s", done.records(), seconds, Better.HIGHER);
        per("mbPerSecond", "MB/s", done.bytes() / BYTES_PER_MB, seconds, Better.HIGHER);
        per("requestsPerSecond", "requests/s", done.requests(), seconds, Better.HIGHER);
        return this;
    }

    /** @param who {@code client} or {@code broker} */
    Figures cpu(String who, double cpuSeconds) {
        per(who + "CpuSecondsPerGb", "s/GB", cpuSeconds, done.bytes() / BYTES_PER_GB, Better.LOWER);
        per(who + "CpuMicrosPerRecord", "us", cpuSeconds * MICROS, done.records(), Better.LOWER);
        per(who + "CpuMicrosPerRequest", "us", cpuSeconds * MICROS, done.requests(), Better.LOWER);
        return this;
    }

    Figures broker(ProcessUsage used) {
        cpu("broker", used.cpuSeconds());
        if (used.cpuSeconds() > 0) {
            add(Warmth.FIGURE, "%", PERCENT * used.compilerCpuSeconds() / used.cpuSeconds(), Better.LOWER);
        }
        add("brokerPeakResidentMb", "MB", used.peakResidentBytes() / BYTES_PER_MB, Better.LOWER);
        perPiece("brokerContextSwitchesPer", "switches", used.contextSwitches());
        used.readsAndWrites().ifPresent(calls -> perPiece("brokerReadsAndWritesPer", "calls", calls));
        return this;
    }

    private void perPiece(String name, String unit, double what) {
        per(name + "Record", unit, what, done.records(), Better.LOWER);
        per(name + "Request", unit, what, done.requests(), Better.LOWER);
    }

    Figures add(List<Figure> more) {
        figures.addAll(more);
        return this;
    }

    private void add(String name, String unit, double value, Better better) {
        figures.add(new Figure(name, unit, value, better));
    }

    private void per(String name, String unit, double what, double each, Better better) {
        if (what > 0 && each > 0) {
            add(name, unit, what / each, better);
        }
    }

    List<Figure> list() {
        return List.copyOf(figures);
    }
}
