package dev.leat.storage.log;

import dev.leat.storage.fs.CheckpointFile;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code .kafka_cleanshutdown}, written last when a process ends in order: everything in the directory is
 * durable. It carries the broker epoch of that process.
 */
final class CleanShutdown {
    static final long NO_EPOCH = -1;

    private static final String NAME = ".kafka_cleanshutdown";
    private static final Pattern EPOCH = Pattern.compile("\"brokerEpoch\"\\s*:\\s*(-?[0-9]{1,18})");

    private CleanShutdown() {}

    static void write(Dir dir, long brokerEpoch) throws StorageException {
        CheckpointFile.replace(dir, NAME, "{\"version\":0,\"brokerEpoch\":" + brokerEpoch + "}");
    }

    /**
     * Reads the file and removes it, durably: from now on the directory is in use.
     *
     * @return the broker epoch, {@link #NO_EPOCH} if the file does not say; empty if there was no file
     */
    static OptionalLong take(Dir dir) throws StorageException {
        String text = CheckpointFile.text(dir, NAME);
        if (text == null) {
            return OptionalLong.empty();
        }
        dir.delete(NAME);
        dir.sync();
        Matcher matcher = EPOCH.matcher(text);
        return OptionalLong.of(matcher.find() ? Long.parseLong(matcher.group(1)) : NO_EPOCH);
    }
}
