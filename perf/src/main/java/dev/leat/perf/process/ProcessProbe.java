package dev.leat.perf.process;

import dev.leat.cli.output.CliFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Looks at a process of this machine from outside, out of {@code /proc} as proc(5) describes it. Any thread; a look reads one
 * small file per thread of the process.
 */
public final class ProcessProbe {
    private static final Path PROC = Path.of("/proc");
    private static final long KB = 1024;

    private final long pid;
    private final Path directory;

    private ProcessProbe(long pid, Path proc) {
        this.pid = pid;
        directory = proc.resolve(Long.toString(pid));
    }

    /** Whether this system tells what processes use. */
    public static boolean isPossible() {
        return isPossible(PROC);
    }

    private static boolean isPossible(Path proc) {
        return Files.isReadable(proc.resolve("self/stat"));
    }

    /**
     * A probe of the process {@code pid}.
     *
     * @throws CliFailure if there is no such process, or this system does not tell
     */
    public static ProcessProbe of(long pid) {
        return of(pid, PROC);
    }

    static ProcessProbe of(long pid, Path proc) {
        if (!isPossible(proc)) {
            throw new CliFailure(
                    "what a process uses cannot be read here",
                    null,
                    "this system has no /proc as Linux has it",
                    "the same without --pid, or on Linux",
                    null);
        }
        ProcessProbe probe = new ProcessProbe(pid, proc);
        probe.sample();
        return probe;
    }

    /**
     * What the process has used up to now.
     *
     * @throws CliFailure if it has ended
     */
    public ProcessUsage sample() {
        try {
            Threads threads = Threads.of(directory);
            return new ProcessUsage(
                    new ProcStat(directory).cpuSeconds(),
                    threads.compilerCpuSeconds(),
                    ProcText.of(directory.resolve("status")).number("VmHWM:") * KB,
                    threads.contextSwitches(),
                    readsAndWrites());
        } catch (IOException gone) {
            throw new CliFailure(
                    "there is no process " + pid + " to look at",
                    null,
                    "it has ended, or --pid names another one",
                    "look its number up with: ss -ltnp",
                    gone);
        }
    }

    /** Lets the peak begin anew with what is resident now, if the system allows it. */
    public void resetPeak() {
        try {
            Files.writeString(directory.resolve("clear_refs"), "5");
        } catch (IOException notAllowed) {
            // it belongs to somebody else: the peak since its start is told then, as the documentation says
        }
    }

    private OptionalLong readsAndWrites() {
        try {
            ProcText io = ProcText.of(directory.resolve("io"));
            return OptionalLong.of(io.number("syscr:") + io.number("syscw:"));
        } catch (IOException notAllowed) {
            return OptionalLong.empty();
        }
    }
}
