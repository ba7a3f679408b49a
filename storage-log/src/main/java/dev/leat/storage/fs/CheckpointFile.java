package dev.leat.storage.fs;

import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small text file that is replaced as a whole: version, number of lines, lines (Apache Kafka's checkpoints).
 *
 * <p>A reader sees the old or the new content, also after a power loss: the new one is written beside it, synced, and
 * renamed. The sync is part of the promise (apache/kafka#15993 shows what happens without).
 */
public final class CheckpointFile {
    private static final int VERSION = 0;
    private static final long LARGEST = 64 << 20;

    private CheckpointFile() {}

    /** Puts {@code lines} in the place of what the file {@code name} held; durable on return. */
    public static void write(Dir dir, String name, List<String> lines) throws StorageException {
        replace(dir, name, format(lines));
    }

    /** The text of a file that holds {@code lines}. */
    public static String format(List<String> lines) {
        StringBuilder text = new StringBuilder().append(VERSION).append('\n').append(lines.size());
        for (String line : lines) {
            text.append('\n').append(line);
        }
        return text.append('\n').toString();
    }

    /** The lines; null if the file is missing or does not have the form. */
    public static @Nullable List<String> read(Dir dir, String name) throws StorageException {
        String text = text(dir, name);
        if (text == null) {
            return null;
        }
        List<String> lines = new ArrayList<>(text.lines().toList());
        lines.removeIf(String::isBlank);
        boolean sound = lines.size() >= 2
                && lines.get(0).trim().equals(String.valueOf(VERSION))
                && lines.get(1).trim().equals(String.valueOf(lines.size() - 2));
        return sound ? lines.subList(2, lines.size()) : null;
    }

    /** Puts {@code text} in the place of what the file {@code name} held; durable on return. */
    public static void replace(Dir dir, String name, String text) throws StorageException {
        String fresh = name + ".tmp";
        try (SegmentFile file = dir.open(fresh)) {
            file.truncate(0);
            file.write(List.of(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)), 0);
            file.sync();
        }
        dir.rename(fresh, name);
        dir.sync();
    }

    /** Makes the file {@code name} with {@code text}; a power loss may leave none, or a damaged one. */
    public static void begin(Dir dir, String name, String text) throws StorageException {
        try (SegmentFile file = dir.open(name)) {
            file.truncate(0);
            file.write(List.of(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)), 0);
        }
    }

    /** The whole text of a file; null if it is missing or larger than any checkpoint. */
    public static @Nullable String text(Dir dir, String name) throws StorageException {
        try (SegmentFile file = dir.openIfExists(name)) {
            long size = file == null ? 0 : file.size();
            if (file == null || size > LARGEST) {
                return null;
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) size);
            file.readFully(bytes, 0);
            return new String(bytes.array(), StandardCharsets.UTF_8);
        }
    }
}
