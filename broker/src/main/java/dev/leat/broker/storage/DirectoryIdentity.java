package dev.leat.broker.storage;

import dev.leat.base.RandomSource;
import dev.leat.protocol.model.Uuid;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.log.MetaProperties;
import org.jspecify.annotations.Nullable;

/**
 * To which cluster and broker a data directory belongs.
 *
 * @param clusterId null while it belongs to none
 * @param directoryId its own id, drawn when it was first used
 */
public record DirectoryIdentity(@Nullable Uuid clusterId, Uuid directoryId) {
    /**
     * Reads who {@code dir} belongs to.
     *
     * @throws StorageException if it belongs to another broker, or says something that cannot be read
     */
    public static DirectoryIdentity read(Dir dir, int brokerId, RandomSource random) throws StorageException {
        MetaProperties found = MetaProperties.read(dir);
        if (found == null) {
            return new DirectoryIdentity(null, new Uuid(random.nextLong(), random.nextLong()));
        }
        if (found.nodeId() != brokerId) {
            throw new StorageException(
                    "open",
                    dir.path(),
                    "meta.properties",
                    "the data is broker " + found.nodeId() + "'s, but this is broker " + brokerId
                            + "; set broker.id or choose another data directory",
                    null);
        }
        String id = found.directoryId();
        return new DirectoryIdentity(
                Uuid.parse(found.clusterId()),
                id == null ? new Uuid(random.nextLong(), random.nextLong()) : Uuid.parse(id));
    }

    /** Writes down that {@code dir} belongs to this cluster and broker, if that is news. */
    public void settle(Dir dir, Uuid cluster, int brokerId) throws StorageException {
        if (!cluster.equals(clusterId)) {
            new MetaProperties(cluster.toString(), brokerId, directoryId.toString()).write(dir);
        }
    }
}
