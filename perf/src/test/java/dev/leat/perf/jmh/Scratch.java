package dev.leat.perf.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory for the time of a bench. */
final class Scratch {
    private Scratch() {}

    static Path make() throws IOException {
        return Files.createTempDirectory("leat-jmh-");
    }
}
