package dev.leat.perf.process;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The processor time of this JVM, compilation and garbage collection included. */
public final class OwnCpu {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final double NANOS_PER_SECOND = 1e9;

    private OwnCpu() {}

    /** Seconds since the JVM began. */
    public static double seconds() {
        return PROCESS.getProcessCpuTime() / NANOS_PER_SECOND;
    }
}
