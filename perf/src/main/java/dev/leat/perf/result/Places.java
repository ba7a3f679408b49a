package dev.leat.perf.result;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where files of a measurement lie: looks before anything is measured whether they can be written, and takes them away. The
 * {@link IllegalArgumentException} that it throws says what is wrong with a path and which one would do.
 */
public final class Places {
    private Places() {}

    /** Returns if {@code file} can be made or written. */
    public static void checkFile(Path file) {
        boolean isThere = Files.exists(file);
        try {
            Files.newByteChannel(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE)
                    .close();
            if (!isThere) {
                Files.delete(file.toRealPath()); // not a link to it
            }
        } catch (IOException impossible) {
            throw new IllegalArgumentException(
                    "cannot write " + file + ": name a file in a directory that is there and that you may write to",
                    impossible);
        }
    }

    /** Returns if files can be made in {@code directory}, which is there. */
    public static void checkDirectory(Path directory) {
        if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw new IllegalArgumentException("cannot make files in " + directory + ": "
                    + (Files.isDirectory(directory) ? "name one you may write to" : "name a directory that is there"));
        }
    }

    /** Returns when {@code directory} is there and files can be made in it. */
    public static void makeDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (FileAlreadyExistsException file) {
            throw new IllegalArgumentException(
                    "cannot make the directory " + directory + ": " + file.getFile() + " is a file; name another",
                    file);
        } catch (IOException impossible) {
            throw new IllegalArgumentException(
                    "cannot make the directory " + directory + ": name one below a directory you may write to",
                    impossible);
        }
        checkDirectory(directory);
    }

    /** Removes {@code directory} with all that is in it, if it is there. */
    public static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
