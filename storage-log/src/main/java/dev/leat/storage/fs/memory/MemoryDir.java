package dev.leat.storage.fs.memory;

import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.SegmentFile;
import dev.leat.storage.fs.StorageException;
import java.io.Closeable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A directory on the heap. It is as durable as the object itself, so syncs cost nothing; memory is given back when a
 * file is deleted and the last reader has let go of it.
 */
public final class MemoryDir implements Dir {
    private final String path;
    private final Map<String, MemoryContent> files = new TreeMap<>();
    private final Map<String, MemoryDir> directories = new TreeMap<>();
    private final Set<String> locks = new HashSet<>();

    /** An empty directory; {@code path} is its name in messages. */
    public MemoryDir(String path) {
        this.path = path;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public synchronized List<String> files() {
        return List.copyOf(files.keySet());
    }

    @Override
    public synchronized List<String> directories() {
        return List.copyOf(directories.keySet());
    }

    @Override
    public synchronized boolean exists(String name) {
        return files.containsKey(name) || directories.containsKey(name);
    }

    @Override
    public synchronized Dir directory(String name) throws StorageException {
        if (files.containsKey(name)) {
            throw failure("open", name, "is a file");
        }
        return directories.computeIfAbsent(name, missing -> new MemoryDir(path + "/" + missing));
    }

    @Override
    public synchronized SegmentFile open(String name) throws StorageException {
        if (directories.containsKey(name)) {
            throw failure("open", name, "is a directory");
        }
        return new MemoryFile(name, files.computeIfAbsent(name, missing -> new MemoryContent()));
    }

    @Override
    public synchronized @Nullable SegmentFile openIfExists(String name) throws StorageException {
        return exists(name) ? open(name) : null;
    }

    @Override
    public synchronized void rename(String from, String to) throws StorageException {
        MemoryContent file = files.remove(from);
        MemoryDir directory = directories.remove(from);
        if (file != null) {
            files.put(to, file);
        } else if (directory != null) {
            directories.put(to, directory);
        } else {
            throw failure("rename", from, "no such file");
        }
    }

    @Override
    public synchronized void delete(String name) throws StorageException {
        MemoryDir directory = directories.get(name);
        if (directory != null && !directory.isEmpty()) {
            throw failure("delete", name, "the directory is not empty");
        }
        files.remove(name);
        directories.remove(name);
    }

    private synchronized boolean isEmpty() {
        return files.isEmpty() && directories.isEmpty();
    }

    @Override
    public void sync() {}

    @Override
    public String machineRun() {
        return "the only one";
    }

    @Override
    public synchronized Closeable lock(String name) throws StorageException {
        if (!locks.add(name)) {
            throw failure("lock", name, "another broker uses this directory");
        }
        return () -> unlock(name);
    }

    private synchronized void unlock(String name) {
        locks.remove(name);
    }

    private StorageException failure(String operation, String name, String detail) {
        return new StorageException(operation, path, name, detail, null);
    }
}
