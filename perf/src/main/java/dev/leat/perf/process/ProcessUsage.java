package dev.leat.perf.process;

import java.util.OptionalLong;

/**
 * What a process has used since its start, or between two moments.
 *
 * @param cpuSeconds        of all threads, in user and kernel mode; the kernel tells hundredths
 * @param compilerCpuSeconds of them, those of HotSpot's compiler threads that are alive
 * @param peakResidentBytes the most memory that was resident at once, since the start or the last reset
 * @param contextSwitches   of the threads that are alive, voluntary and not
 * @param readsAndWrites    calls that read or wrote, as {@code /proc/PID/io} counts them; empty if it may not be read
 */
public record ProcessUsage(
        double cpuSeconds,
        double compilerCpuSeconds,
        long peakResidentBytes,
        long contextSwitches,
        OptionalLong readsAndWrites) {
    /** What was used since {@code earlier}; the peak stays what it is. */
    public ProcessUsage minus(ProcessUsage earlier) {
        boolean counted = readsAndWrites.isPresent() && earlier.readsAndWrites.isPresent();
        return new ProcessUsage(
                cpuSeconds - earlier.cpuSeconds,
                Math.max(0, compilerCpuSeconds - earlier.compilerCpuSeconds),
                peakResidentBytes,
                Math.max(0, contextSwitches - earlier.contextSwitches),
                counted
                        ? OptionalLong.of(readsAndWrites.getAsLong() - earlier.readsAndWrites.getAsLong())
                        : OptionalLong.empty());
    }
}
