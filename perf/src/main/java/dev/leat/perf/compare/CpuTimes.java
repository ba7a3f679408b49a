package dev.leat.perf.compare;

import dev.leat.perf.process.OwnCpu;
import dev.leat.perf.process.ProcessProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Processor times so far, in seconds over all cores.
 *
 * @param all    that there were
 * @param idle   of them without work, waiting for the disk included
 * @param broker of the broker's process; 0 without one
 * @param client of this process
 */
record CpuTimes(double all, double idle, double broker, double client) {
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux
    private static final int FIELDS = 8; // user nice system idle iowait irq softirq steal; guests are in user
    private static final int IDLE = 3;
    private static final int IOWAIT = 4;

    /** As they are now, out of {@code /proc}. */
    static CpuTimes now(OptionalLong brokersPid) throws IOException {
        String first = Files.readString(Path.of("/proc/stat"), StandardCharsets.UTF_8);
        double broker = brokersPid.isPresent()
                ? ProcessProbe.of(brokersPid.getAsLong()).sample().cpuSeconds()
                : 0;
        return parse(first, broker, OwnCpu.seconds());
    }

    /** @param stat the text of {@code /proc/stat} */
    static CpuTimes parse(String stat, double broker, double client) {
        List<String> words =
                Arrays.asList(stat.substring(0, stat.indexOf('\n')).trim().split(" +"));
        double[] ticks = words.stream()
                .skip(1)
                .limit(FIELDS)
                .mapToDouble(Double::parseDouble)
                .toArray();
        double idle = ticks[IDLE] + ticks[IOWAIT];
        return new CpuTimes(Arrays.stream(ticks).sum() / TICKS_PER_SECOND, idle / TICKS_PER_SECOND, broker, client);
    }
}
