package dev.leat.storage.epoch;

import dev.leat.storage.fs.CheckpointFile;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes and reads {@code leader-epoch-checkpoint}; the format is in {@code package-info}. */
public final class EpochCheckpoint {
    public static final String NAME = "leader-epoch-checkpoint";

    private EpochCheckpoint() {}

    /** Replaces the file; durable on return. */
    public static void write(Dir dir, LeaderEpochs epochs) throws StorageException {
        CheckpointFile.write(dir, NAME, lines(epochs));
    }

    /**
     * Writes the only epoch of a log, not durably: should the file be lost or damaged, the batches tell it as well. It saves
     * a partition two syncs.
     */
    public static void writeOnly(Dir dir, LeaderEpochs epochs) throws StorageException {
        CheckpointFile.begin(dir, NAME, CheckpointFile.format(lines(epochs)));
    }

    private static List<String> lines(LeaderEpochs epochs) {
        List<String> lines = new ArrayList<>();
        for (EpochEntry entry : epochs.entries()) {
            lines.add(entry.epoch() + " " + entry.startOffset());
        }
        return lines;
    }

    /** The epochs in the file; null if it is missing or damaged. */
    public static @Nullable LeaderEpochs read(Dir dir) throws StorageException {
        List<String> lines = CheckpointFile.read(dir, NAME);
        if (lines == null) {
            return null;
        }
        List<EpochEntry> entries = new ArrayList<>();
        for (String line : lines) {
            EpochEntry entry = parse(line);
            if (entry == null || (!entries.isEmpty() && !follows(entry, entries.get(entries.size() - 1)))) {
                return null;
            }
            entries.add(entry);
        }
        return LeaderEpochs.of(entries);
    }

    private static boolean follows(EpochEntry entry, EpochEntry before) {
        return entry.epoch() > before.epoch() && entry.startOffset() > before.startOffset();
    }

    private static @Nullable EpochEntry parse(String line) {
        String[] words = line.trim().split("\\s+");
        try {
            EpochEntry entry = new EpochEntry(Integer.parseInt(words[0]), Long.parseLong(words[1]));
            return words.length == 2 && entry.epoch() >= 0 && entry.startOffset() >= 0 ? entry : null;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return null;
        }
    }
}
