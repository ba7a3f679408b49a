package dev.leat.storage.fs.simulated;

import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.SegmentFile;
import dev.leat.storage.fs.StorageException;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A directory of a {@link SimulatedDisk}. */
final class SimulatedDir implements Dir {
    private final SimulatedDisk disk;
    private final int incarnation;
    private final Folder folder;
    private final String path;

    SimulatedDir(SimulatedDisk disk, int incarnation, Folder folder, String path) {
        this.disk = disk;
        this.incarnation = incarnation;
        this.folder = folder;
        this.path = path;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public List<String> files() throws StorageException {
        return names(Content.class);
    }

    @Override
    public List<String> directories() throws StorageException {
        return names(Folder.class);
    }

    private List<String> names(Class<?> kind) throws StorageException {
        synchronized (disk.lock) {
            enter(FaultPlan.Operation.LIST, "");
            List<String> names = new ArrayList<>();
            for (Map.Entry<String, Object> entry : folder.entries.entrySet()) {
                if (kind.isInstance(entry.getValue())) {
                    names.add(entry.getKey());
                }
            }
            return names;
        }
    }

    @Override
    public boolean exists(String name) {
        synchronized (disk.lock) {
            return folder.entries.containsKey(name);
        }
    }

    @Override
    public Dir directory(String name) throws StorageException {
        synchronized (disk.lock) {
            enter(FaultPlan.Operation.OPEN, name);
            Object node = folder.entries.get(name);
            if (node == null) {
                node = new Folder();
                folder.change(node, null, name);
            }
            if (node instanceof Folder child) {
                return new SimulatedDir(disk, incarnation, child, path.isEmpty() ? name : path + "/" + name);
            }
            throw new StorageException("open", path, name, "is a file", null);
        }
    }

    @Override
    public SegmentFile open(String name) throws StorageException {
        synchronized (disk.lock) {
            SegmentFile file = openIfExists(name);
            if (file == null) {
                Content content = new Content();
                folder.change(content, null, name);
                file = new SimulatedFile(disk, incarnation, path, name, content);
            }
            return file;
        }
    }

    @Override
    public @Nullable SegmentFile openIfExists(String name) throws StorageException {
        synchronized (disk.lock) {
            enter(FaultPlan.Operation.OPEN, name);
            Object node = folder.entries.get(name);
            if (node instanceof Folder) {
                throw new StorageException("open", path, name, "is a directory", null);
            }
            return node == null ? null : new SimulatedFile(disk, incarnation, path, name, (Content) node);
        }
    }

    @Override
    public void rename(String from, String to) throws StorageException {
        synchronized (disk.lock) {
            enter(FaultPlan.Operation.RENAME, from);
            Object node = folder.entries.get(from);
            if (node == null) {
                throw new StorageException("rename", path, from, "no such file", null);
            }
            if (!from.equals(to)) {
                folder.change(node, from, to);
            }
        }
    }

    @Override
    public void delete(String name) throws StorageException {
        synchronized (disk.lock) {
            enter(FaultPlan.Operation.DELETE, name);
            Object node = folder.entries.get(name);
            if (node instanceof Folder child && !child.entries.isEmpty()) {
                throw new StorageException("delete", path, name, "the directory is not empty", null);
            }
            if (node != null) {
                folder.change(node, name, null);
            }
        }
    }

    @Override
    public void sync() throws StorageException {
        synchronized (disk.lock) {
            try {
                enter(FaultPlan.Operation.SYNC_DIRECTORY, "");
            } catch (StorageException e) {
                if (!disk.isDead(incarnation)) {
                    folder.forgetPending();
                }
                throw e;
            }
            folder.sync();
        }
    }

    @Override
    public String machineRun() {
        return disk.machineRun();
    }

    @Override
    public Closeable lock(String name) throws StorageException {
        synchronized (disk.lock) {
            open(name).close();
            String key = path + "/" + name;
            if (!disk.locks.add(key)) {
                throw new StorageException("lock", path, name, "another process uses this directory", null);
            }
            return () -> {
                synchronized (disk.lock) {
                    disk.locks.remove(key);
                }
            };
        }
    }

    private void enter(FaultPlan.Operation operation, String name) throws StorageException {
        disk.enter(operation, path, name, incarnation);
    }
}
