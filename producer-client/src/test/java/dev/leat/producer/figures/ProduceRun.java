package dev.leat.producer.figures;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends records as fast as they are taken, by one client, and prints what that cost the client's process:
 *
 * <pre>ProduceRun client=leat|kafka topic=T records=N size=BYTES threads=N rounds=N bootstrap.servers=HOST:PORT …</pre>
 */
public final class ProduceRun {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final String client;
    private final int records;
    private final int size;
    private final int threads;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong allocatedByCallers = new AtomicLong();

    private ProduceRun(Options options) {
        client = options.text("client", "leat");
        records = options.number("records", 1_000_000);
        size = options.number("size", 100);
        threads = options.number("threads", 1);
    }

    public static void main(String[] args) throws InterruptedException {
        Options options = new Options(args);
        ProduceRun run = new ProduceRun(options);
        String topic = options.text("topic", "figures");
        int rounds = options.number("rounds", 4);
        try (Sending sending = Sending.of(run.client, options.settings(), topic)) {
            for (int round = 0; round < rounds; round++) {
                run.round(sending, round);
            }
        }
    }

    private void round(Sending sending, int round) throws InterruptedException {
        allocatedByCallers.set(0);
        long allocatedBefore = allocatedByLiving();
        long cpuBefore = PROCESS.getProcessCpuTime();
        long before = System.nanoTime();
        List<Thread> callers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            Thread caller = new Thread(() -> send(sending));
            callers.add(caller);
            caller.start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        sending.flush();
        double seconds = (System.nanoTime() - before) / 1e9;
        double cpu = (PROCESS.getProcessCpuTime() - cpuBefore) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-5s %s %9.0f records/s %9.0f records per CPU second %7.1f MB/s, %.1f bytes allocated per record, %d failed%n",
                client,
                round == 0 ? "warm-up " : "round " + round + " ",
                records / seconds,
                records / cpu,
                (double) records * size / seconds / 1e6,
                (double) (allocatedByCallers.get() + allocatedByLiving() - allocatedBefore) / records,
                failures.get());
    }

    private static long allocatedByLiving() {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    private void send(Sending sending) {
        byte[] value = new byte[size];
        for (int i = 0; i < size; i++) {
            value[i] = (byte) ('a' + i % 23);
        }
        for (int i = 0; i < records / threads; i++) {
            sending.send(value, failure -> {
                if (failure != null) {
                    failures.incrementAndGet();
                }
            });
        }
        allocatedByCallers.addAndGet(
                THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()));
    }
}
