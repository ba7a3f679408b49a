package dev.leat.storage.log;

import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import dev.leat.storage.fs.CheckpointFile;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.SegmentFile;
import dev.leat.storage.fs.StorageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of partition directories, and the file {@code partition.metadata} in them: all as Apache Kafka writes them. */
final class PartitionDirs {
    private static final String METADATA = "partition.metadata";
    private static final String DELETED = "-delete";
    private static final Pattern NAME = Pattern.compile("(.+)-(0|[1-9][0-9]{0,9})");
    private static final Pattern TOPIC_ID = Pattern.compile("version: 0\\s+topic_id: (\\S+)\\s*");
    private static final int MAX_NAME = 255;

    private PartitionDirs() {}

    static String name(TopicPartition partition) {
        return partition.topic() + "-" + partition.partition();
    }

    /** The partition that a directory holds; null if it is none, or one that is being deleted or moved. */
    static @Nullable TopicPartition parse(String directory) {
        Matcher matcher = NAME.matcher(directory);
        if (isDeleted(directory) || !matcher.matches()) {
            return null;
        }
        long number = Long.parseLong(matcher.group(2));
        return number > Integer.MAX_VALUE ? null : new TopicPartition(matcher.group(1), (int) number);
    }

    /** What a partition's directory is called while it waits for its removal; {@code unique} sets apart its incarnations. */
    static String deletedName(TopicPartition partition, String unique) {
        String suffix = "." + unique + DELETED;
        String name = name(partition);
        return name.substring(0, Math.min(name.length(), MAX_NAME - suffix.length())) + suffix;
    }

    static boolean isDeleted(String directory) {
        return directory.endsWith(DELETED);
    }

    /** Durable after {@link #syncTopicId}. */
    static void writeTopicId(Dir dir, Uuid topicId) throws StorageException {
        CheckpointFile.begin(dir, METADATA, "version: 0\ntopic_id: " + topicId);
    }

    static void syncTopicId(Dir dir) throws StorageException {
        try (SegmentFile file = dir.openIfExists(METADATA)) {
            if (file != null) {
                file.sync();
            }
        }
        dir.sync();
    }

    /** The topic's id; null if the file is missing or not readable. */
    static @Nullable Uuid topicId(Dir dir) throws StorageException {
        String text = CheckpointFile.text(dir, METADATA);
        Matcher matcher = TOPIC_ID.matcher(text == null ? "" : text);
        try {
            return matcher.matches() ? Uuid.parse(matcher.group(1)) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
