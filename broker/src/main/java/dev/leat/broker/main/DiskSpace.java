package dev.leat.broker.main;

import dev.leat.broker.request.log.DescribeLogDirsHandler;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks the system how large the volume of a data directory is. */
record DiskSpace(String path, Path directory) implements DescribeLogDirsHandler.LogDirStatus {
    private static final long UNKNOWN = -1;

    @Override
    public long totalBytes() {
        return ask(FileStore::getTotalSpace);
    }

    @Override
    public long usableBytes() {
        return ask(FileStore::getUsableSpace);
    }

    private long ask(Question question) {
        try {
            return question.of(Files.getFileStore(directory));
        } catch (IOException e) {
            return UNKNOWN; // a directory in memory, for one
        }
    }

    /** One figure of a volume. */
    @FunctionalInterface
    private interface Question {
        long of(FileStore volume) throws IOException;
    }
}
