package dev.leat.perf.limits;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The processor time of threads. */
final class Processor {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Processor() {}

    /** User and system time of the current thread so far, in ns. */
    static long nanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** User and system time of {@code thread} so far, in ns; -1 if it has ended. */
    static long nanos(Thread thread) {
        return THREADS.getThreadCpuTime(thread.getId());
    }
}
