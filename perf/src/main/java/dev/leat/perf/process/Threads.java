package dev.leat.perf.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * What the threads of a process that are alive have used since they began.
 *
 * @param contextSwitches    voluntary and not
 * @param compilerCpuSeconds of those that compile in HotSpot
 */
record Threads(long contextSwitches, double compilerCpuSeconds) {
    private static final Threads NONE = new Threads(0, 0);

    /** The names of HotSpot's compiler threads, cut by the kernel. */
    private static final Set<String> COMPILERS = Set.of("C1 CompilerThre", "C2 CompilerThre");

    /** @param process such as {@code /proc/7} */
    static Threads of(Path process) throws IOException {
        Threads sum = NONE;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path thread : threads) {
                Threads one = ofOne(thread);
                sum = new Threads(
                        sum.contextSwitches + one.contextSwitches, sum.compilerCpuSeconds + one.compilerCpuSeconds);
            }
        }
        return sum;
    }

    private static Threads ofOne(Path thread) {
        try {
            ProcText status = ProcText.of(thread.resolve("status"));
            boolean compiles = COMPILERS.contains(status.word("Name:"));
            return new Threads(
                    status.number("voluntary_ctxt_switches:") + status.number("nonvoluntary_ctxt_switches:"),
                    compiles ? new ProcStat(thread).cpuSeconds() : 0);
        } catch (IOException ended) {
            return NONE; // between the listing and the look
        }
    }
}
