package dev.leat.storage.fs;

import java.io.Closeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the medium. Names are durable only after {@link #sync()}, contents only after
 * {@link SegmentFile#sync()}. Any thread may use it; who changes one name at a time is the callers' agreement.
 */
public interface Dir {
    /** Where this is, for messages. */
    String path();

    /** Names of the files here, sorted. */
    List<String> files() throws StorageException;

    /** Names of the directories here, sorted. */
    List<String> directories() throws StorageException;

    /** Whether a file or directory of this name is here. */
    boolean exists(String name) throws StorageException;

    /** The directory {@code name} in this one, made if it is missing. */
    Dir directory(String name) throws StorageException;

    /** Opens the file for reading and writing, made empty if it is missing. */
    SegmentFile open(String name) throws StorageException;

    /** As {@link #open}, but null if there is no such file. */
    @Nullable
    SegmentFile openIfExists(String name) throws StorageException;

    /** Gives the file or directory {@code from} the name {@code to} in one step; a file of that name is replaced. */
    void rename(String from, String to) throws StorageException;

    /** Removes a file or an empty directory; nothing happens if there is none. Who holds the file open keeps its bytes. */
    void delete(String name) throws StorageException;

    /** Makes the names as they are now durable. */
    void sync() throws StorageException;

    /**
     * Names the time since the medium last lost what was written to it and not synced: while this stays the same, it has
     * lost nothing. Null if the medium cannot tell.
     */
    @Nullable
    String machineRun();

    /** Takes the lock file {@code name} for this process; throws if another holder has it. Closing gives it back. */
    Closeable lock(String name) throws StorageException;
}
