package dev.leat.storage.fs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A directory of the operating system's file system. */
public final class DiskDir implements Dir {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final Path path;

    private DiskDir(Path path) {
        this.path = path;
    }

    /** Opens {@code path}, made with its parents if it is missing. */
    public static DiskDir at(Path path) throws StorageException {
        try {
            Files.createDirectories(path);
            return new DiskDir(path.toRealPath());
        } catch (IOException e) {
            throw StorageException.of("open", path.toString(), "", e);
        }
    }

    @Override
    public String path() {
        return path.toString();
    }

    @Override
    public List<String> files() throws StorageException {
        return names(false);
    }

    @Override
    public List<String> directories() throws StorageException {
        return names(true);
    }

    private List<String> names(boolean directories) throws StorageException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry) == directories) {
                    names.add(String.valueOf(entry.getFileName()));
                }
            }
        } catch (IOException e) {
            throw failure("list", "", e);
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public boolean exists(String name) {
        return path.resolve(name).toFile().exists(); // Files.exists costs an exception where there is nothing
    }

    @Override
    public Dir directory(String name) throws StorageException {
        Path inside = path.resolve(name);
        try {
            Files.createDirectories(inside);
            return new DiskDir(inside);
        } catch (IOException e) {
            throw failure("open", name, e);
        }
    }

    @Override
    public SegmentFile open(String name) throws StorageException {
        return new DiskFile(path(), name, openChannel(name));
    }

    @Override
    public @Nullable SegmentFile openIfExists(String name) throws StorageException {
        try {
            Path file = path.resolve(name);
            return new DiskFile(
                    path(), name, FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw failure("open", name, e);
        }
    }

    @Override
    public void rename(String from, String to) throws StorageException {
        try {
            Files.move(path.resolve(from), path.resolve(to), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failure("rename", from, e);
        }
    }

    @Override
    public void delete(String name) throws StorageException {
        try {
            Files.deleteIfExists(path.resolve(name));
        } catch (IOException e) {
            throw failure("delete", name, e);
        }
    }

    @Override
    public void sync() throws StorageException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw failure("sync", "", e);
        }
    }

    /** Linux names each boot, in a container that of the host (random(4)); elsewhere null. */
    @Override
    public @Nullable String machineRun() {
        try {
            return Files.readString(BOOT_ID).trim();
        } catch (IOException notLinux) {
            return null;
        }
    }

    @Override
    public Closeable lock(String name) throws StorageException {
        FileChannel channel = openChannel(name);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel; // closing the channel frees the lock
            }
        } catch (OverlappingFileLockException e) {
            // held within this process: the same answer as held by another
        } catch (IOException e) {
            throw failure("lock", name, e);
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw failure("close", name, e);
        }
        throw new StorageException("lock", path(), name, "another process uses this directory", null);
    }

    private FileChannel openChannel(String name) throws StorageException {
        try {
            return FileChannel.open(
                    path.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        } catch (IOException e) {
            throw failure("open", name, e);
        }
    }

    private StorageException failure(String operation, String file, IOException cause) {
        return StorageException.of(operation, path(), file, cause);
    }
}
