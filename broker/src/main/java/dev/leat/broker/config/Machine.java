package dev.leat.broker.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What limits are worked out from.
 *
 * @param maxHeapBytes largest size the heap can grow to
 * @param processors   processors this process may use, at least 1
 * @param openFiles    files and sockets this process may have open at once
 */
public record Machine(long maxHeapBytes, int processors, int openFiles) {
    private static final int OPEN_FILES_WHEN_UNKNOWN = 1_024;

    /** The machine this process runs on. Reads one file, so that no management bean need be loaded at start. */
    public static Machine current() {
        Runtime runtime = Runtime.getRuntime();
        return new Machine(
                runtime.maxMemory(),
                runtime.availableProcessors(),
                openFilesOf(Path.of("/proc/self/limits")).orElse(OPEN_FILES_WHEN_UNKNOWN));
    }

    /** Reads the soft limit of open files in the form of proc(5); empty where there is no such file. */
    static OptionalInt openFilesOf(Path limits) {
        try (Stream<String> lines = Files.lines(limits)) {
            return lines.filter(line -> line.startsWith("Max open files"))
                    .map(line -> line.split("\\s+", -1)[3])
                    .mapToInt(soft -> soft.equals("unlimited") ? Integer.MAX_VALUE : saturated(soft))
                    .findFirst();
        } catch (IOException notHere) {
            return OptionalInt.empty();
        }
    }

    private static int saturated(String number) {
        return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(number));
    }
}
