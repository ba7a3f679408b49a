package dev.leat.perf.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** With which flags a JVM was started, as its own command line says. */
public final class JvmFlags {
    private static final Set<String> BEFORE_A_PATH = Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path");
    private static final Set<String> BEFORE_THE_PROGRAM = Set.of("-jar", "-m", "--module");

    private static final String HEAP = "-Xmx";

    private JvmFlags() {}

    /** Those of the process {@code pid}, paths cut to their last name; empty where the system does not tell. */
    public static Optional<String> of(long pid) {
        try {
            Path commandLine = Path.of("/proc", Long.toString(pid), "cmdline");
            return Optional.of(in(Files.readString(commandLine, StandardCharsets.UTF_8)));
        } catch (IOException notToldHere) {
            return Optional.empty();
        }
    }

    /** The greatest heap that {@code flags} allow, as they have it; empty if they do not say. */
    public static Optional<String> heapIn(String flags) {
        return Stream.of(flags.split(" "))
                .filter(flag -> flag.startsWith(HEAP))
                .map(flag -> flag.substring(HEAP.length()))
                .reduce((first, last) -> last);
    }

    /** @param commandLine words that each end with a zero */
    static String in(String commandLine) {
        String[] words = commandLine.split("\0");
        List<String> flags = new ArrayList<>();
        for (int i = 1; i < words.length && isFlag(words[i]); i++) {
            if (BEFORE_A_PATH.contains(words[i])) {
                i++;
            } else {
                flags.add(words[i].replaceAll("=/.*/", "="));
            }
        }
        return String.join(" ", flags);
    }

    private static boolean isFlag(String word) {
        return word.startsWith("-") && !BEFORE_THE_PROGRAM.contains(word);
    }
}
