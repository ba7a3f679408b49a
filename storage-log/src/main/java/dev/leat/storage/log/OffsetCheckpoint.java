package dev.leat.storage.log;

import dev.leat.protocol.model.TopicPartition;
import dev.leat.storage.fs.CheckpointFile;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An offset per partition in a file of lines "topic partition offset". Writers take turns. */
final class OffsetCheckpoint {
    static final String RECOVERY_POINT = "recovery-point-offset-checkpoint";
    static final String HIGH_WATERMARK = "replication-offset-checkpoint";
    static final String LOG_START = "log-start-offset-checkpoint";

    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    private final Dir dir;
    private final String name;

    OffsetCheckpoint(Dir dir, String name) {
        this.dir = dir;
        this.name = name;
    }

    /** Replaces the file; durable on return. */
    synchronized void write(Map<TopicPartition, Long> offsets) throws StorageException {
        TreeMap<TopicPartition, Long> sorted = new TreeMap<>(ORDER);
        sorted.putAll(offsets);
        List<String> lines = new ArrayList<>(sorted.size());
        sorted.forEach(
                (partition, offset) -> lines.add(partition.topic() + " " + partition.partition() + " " + offset));
        CheckpointFile.write(dir, name, lines);
    }

    /** What the file says; nothing if it is missing or damaged. */
    Map<TopicPartition, Long> read() throws StorageException {
        Map<TopicPartition, Long> offsets = new TreeMap<>(ORDER);
        List<String> lines = CheckpointFile.read(dir, name);
        if (lines == null) {
            return offsets;
        }
        try {
            for (String line : lines) {
                String[] words = line.trim().split("\\s+");
                offsets.put(new TopicPartition(words[0], Integer.parseInt(words[1])), Long.parseLong(words[2]));
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            offsets.clear(); // no line of a damaged file is trusted
        }
        return offsets;
    }
}
