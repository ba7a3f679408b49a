package dev.leat.cli.start;

import dev.leat.cli.output.CliFailure;
import dev.leat.cli.output.CommandName;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at a data directory before anything is opened in it, to say in plain words why it cannot be used. */
final class DataDirectory {
    private DataDirectory() {}

    /** Throws a {@link CliFailure} unless {@code data} is, or can become, a directory that this user may write to. */
    static void check(Path data) {
        Path existing = nearestThatExists(data.toAbsolutePath());
        if (!Files.isDirectory(existing)) {
            throw unusable(
                    data,
                    existing.equals(data.toAbsolutePath()) ? "it is a file" : existing + " is a file",
                    "a broker keeps many files and needs a directory for them");
        }
        if (!Files.isWritable(existing) || !Files.isExecutable(existing)) {
            boolean made = existing.equals(data.toAbsolutePath());
            String user = "user " + System.getProperty("user.name");
            throw unusable(
                    data,
                    user + " may not write to " + (made ? "it" : existing),
                    made ? "it belongs to somebody else, or its disk is read-only" : "it would have to be made there");
        }
    }

    private static Path nearestThatExists(Path path) {
        Path candidate = path;
        while (!Files.exists(candidate)) {
            Path parent = candidate.getParent();
            if (parent == null) {
                return candidate;
            }
            candidate = parent;
        }
        return candidate;
    }

    private static CliFailure unusable(Path data, String why, String likelyCause) {
        return new CliFailure(
                "the data directory " + data + " cannot be used: " + why, null, likelyCause, another(), null);
    }

    /** The way out of every trouble with a data directory. */
    static String another() {
        return CommandName.with("start --data DIR, with a directory that is yours");
    }
}
