package dev.leat.perf.process;

import java.io.IOException;
import java.nio.file.Path;

/** Whether a process that need not be our child has ended. */
public final class Ending {
    private Ending() {}

    /** True as soon as it holds nothing any more, where Java waits until its parent has taken notice: some take seconds. */
    public static boolean isOver(ProcessHandle process) {
        return !process.isAlive() || isZombie(process.pid());
    }

    private static boolean isZombie(long pid) {
        try {
            return new ProcStat(Path.of("/proc", Long.toString(pid))).isZombie();
        } catch (IOException goneOrNoProc) {
            return false; // Java knows
        }
    }
}
