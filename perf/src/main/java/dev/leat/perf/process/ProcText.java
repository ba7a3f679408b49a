package dev.leat.perf.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of {@code /proc} with a name and a number in each line. */
record ProcText(String text) {
    static ProcText of(Path file) throws IOException {
        return new ProcText(Files.readString(file, StandardCharsets.UTF_8));
    }

    /** The number behind {@code name} at the begin of a line, without its unit; 0 if there is no such line. */
    long number(String name) {
        String found = word(name);
        return found.isEmpty() ? 0 : Long.parseLong(found.replace("kB", "").strip());
    }

    /** What stands behind {@code name} at the begin of a line; empty if there is no such line. */
    String word(String name) {
        return text.lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.substring(name.length()).strip())
                .orElse("");
    }
}
