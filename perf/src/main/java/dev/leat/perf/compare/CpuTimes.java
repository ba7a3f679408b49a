package dev.leat.perf.compare;

import dev.leat.perf.process.Awake;
import dev.leat.perf.process.OwnCpu;
import dev.leat.perf.process.ProcessProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Processor times so far, in seconds over all cores. What all could have worked is told by the clock, not by the sum of the
 * kernel's columns: of those only the idle time is measured (where the kernel stops its tick for idle cores), who works is
 * sampled a few hundred times a second, and a load that is paced in milliseconds meets just these moments.
 *
 * @param all    that there was since some moment
 * @param idle   of it without work, waiting for the disk included
 * @param broker of the broker's process; 0 without one
 * @param client of this process
 */
record CpuTimes(double all, double idle, double broker, double client) {
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Pattern CORE = Pattern.compile("^cpu[0-9]", Pattern.MULTILINE);
    private static final int IDLE = 4; // cpu user nice system idle iowait …
    private static final int IOWAIT = 5;

    /**
     * As they are now, out of {@code /proc}.
     *
     * @param awake what it spends counts as idle
     */
    static CpuTimes now(OptionalLong brokersPid, Awake awake) throws IOException {
        double clock = System.nanoTime() / NANOS_PER_SECOND;
        String stat = Files.readString(Path.of("/proc/stat"), StandardCharsets.UTF_8);
        double broker = brokersPid.isPresent()
                ? ProcessProbe.of(brokersPid.getAsLong()).sample().cpuSeconds()
                : 0;
        return parse(stat, clock, broker, OwnCpu.seconds()).withIdle(awake.cpuSeconds());
    }

    private CpuTimes withIdle(double more) {
        return new CpuTimes(all, idle + more, broker, client);
    }

    /**
     * @param stat  the text of {@code /proc/stat}
     * @param clock when it was read, in seconds since some moment
     */
    static CpuTimes parse(String stat, double clock, double broker, double client) {
        long cores = CORE.matcher(stat).results().count();
        String[] words = stat.substring(0, stat.indexOf('\n')).split(" +");
        double idle = Double.parseDouble(words[IDLE]) + Double.parseDouble(words[IOWAIT]);
        return new CpuTimes(clock * cores, idle / TICKS_PER_SECOND, broker, client);
    }
}
