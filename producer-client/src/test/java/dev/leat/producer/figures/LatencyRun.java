package dev.leat.producer.figures;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Recorder;

/**
 * Sends records at a fixed rate and prints how long each took from when it was due to its acknowledgement, so that a send that
 * makes the next one late counts as the client's delay (open loop). What the timer oversleeps, some 50 us a record, does not.
 *
 * <pre>LatencyRun client=leat|kafka|bare topic=T rate=PER_SECOND size=BYTES seconds=N rounds=N bootstrap.servers=HOST:PORT …</pre>
 */
public final class LatencyRun {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private LatencyRun() {}

    public static void main(String[] args) {
        Options options = new Options(args);
        String client = options.text("client", "leat");
        String topic = options.text("topic", "figures");
        int rate = options.number("rate", 5_000);
        int seconds = options.number("seconds", 10);
        int rounds = options.number("rounds", 3);
        byte[] value = new byte[options.number("size", 100)];
        try (Sending sending = client.equals("bare")
                ? new BareSending(options.settings(), topic, value.length)
                : Sending.of(client, options.settings(), topic)) {
            for (int round = 0; round < rounds; round++) {
                long cpuBefore = PROCESS.getProcessCpuTime();
                Recorder micros = new Recorder(3);
                pace(sending, value, rate, seconds, micros);
                sending.flush();
                print(client, round, micros, (PROCESS.getProcessCpuTime() - cpuBefore) / 1e9, rate * seconds);
            }
        }
    }

    private static void pace(Sending sending, byte[] value, int rate, int seconds, Recorder micros) {
        long start = System.nanoTime();
        for (long i = 0; i < (long) rate * seconds; i++) {
            long due = awaken(start + i * 1_000_000_000L / rate);
            sending.send(value, failure -> micros.recordValue(Math.max(0, (System.nanoTime() - due) / 1_000)));
        }
    }

    /** Sleeps until {@code due}; returns when that was over, or {@code due} if it is past. */
    private static long awaken(long due) {
        long now = System.nanoTime();
        if (now - due >= 0) {
            return due;
        }
        while (now - due < 0) {
            LockSupport.parkNanos(due - now);
            now = System.nanoTime();
        }
        return now;
    }

    private static void print(String client, int round, Recorder micros, double cpuSeconds, long records) {
        var histogram = micros.getIntervalHistogram();
        System.out.printf(
                Locale.ROOT,
                "%-5s %s p50 %6d us  p99 %6d us  p99.9 %6d us  max %6d us  %.0f CPU us per record%n",
                client,
                round == 0 ? "warm-up " : "round " + round + " ",
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getMaxValue(),
                cpuSeconds * 1e6 / records);
    }
}
