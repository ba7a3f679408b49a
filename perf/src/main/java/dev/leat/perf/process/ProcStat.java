package dev.leat.perf.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Numbers out of {@code /proc/PID/stat}, or the same of a thread. */
final class ProcStat {
    /** Fields as proc(5) numbers them. */
    static final int START_TICKS = 22;

    private static final int STATE = 3;
    private static final int USER_TICKS = 14;
    private static final int SYSTEM_TICKS = 15;
    private static final int THREADS = 20;

    /** USER_HZ, the same on every Linux that runs a JVM. */
    static final double TICKS_PER_SECOND = 100;

    private static final int FIRST_BEHIND_NAME = 3;

    private final String[] behindName;

    /** @param process such as {@code /proc/7} or {@code /proc/7/task/8} */
    ProcStat(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"), StandardCharsets.UTF_8);
        behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }

    /** Processor time in user and kernel mode, in seconds. */
    double cpuSeconds() {
        return seconds(USER_TICKS) + seconds(SYSTEM_TICKS);
    }

    /** Whether it has ended and only its parent has not asked for its exit code yet. */
    boolean isZombie() {
        return field(STATE).equals("Z") && Integer.parseInt(field(THREADS)) <= 1; // the others of a group may still end
    }

    /** The field in seconds. */
    double seconds(int field) {
        return Long.parseLong(field(field)) / TICKS_PER_SECOND;
    }

    private String field(int number) {
        return behindName[number - FIRST_BEHIND_NAME];
    }
}
