package dev.leat.storage.log;

import dev.leat.storage.fs.CheckpointFile;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;
import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code meta.properties}: to which cluster and broker a log directory belongs. A directory of another cluster
 * must not be served.
 *
 * @param clusterId of the cluster
 * @param nodeId of the broker
 * @param directoryId of the directory itself, null in files of older versions
 */
public record MetaProperties(
        String clusterId, int nodeId, @Nullable String directoryId) {
    private static final String NAME = "meta.properties";

    /** Replaces the file; durable on return. */
    public void write(Dir dir) throws StorageException {
        StringBuilder text = new StringBuilder("#\n")
                .append("cluster.id=")
                .append(clusterId)
                .append("\nversion=1\nnode.id=")
                .append(nodeId)
                .append('\n');
        if (directoryId != null) {
            text.append("directory.id=").append(directoryId).append('\n');
        }
        CheckpointFile.replace(dir, NAME, text.toString());
    }

    /**
     * What the file says; null if there is none.
     *
     * @throws StorageException if it is there and not readable: a guess could serve foreign data
     */
    public static @Nullable MetaProperties read(Dir dir) throws StorageException {
        String text = CheckpointFile.text(dir, NAME);
        if (text == null) {
            return null;
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
            String clusterId = properties.getProperty("cluster.id");
            String nodeId = properties.getProperty("node.id", properties.getProperty("broker.id"));
            if (clusterId != null && nodeId != null) {
                return new MetaProperties(
                        clusterId, Integer.parseInt(nodeId.trim()), properties.getProperty("directory.id"));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new StorageException("read", dir.path(), NAME, "not readable", e);
        }
        throw new StorageException("read", dir.path(), NAME, "cluster.id or node.id is missing", null);
    }
}
