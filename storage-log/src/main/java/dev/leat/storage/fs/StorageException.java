package dev.leat.storage.fs;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The disk did not do what was asked. The state of the file's tail is unknown afterwards, so the whole log directory
 * has to go offline; nothing may be tried again, least of all a sync (a second one can succeed without having written).
 */
public final class StorageException extends IOException {
    private static final long serialVersionUID = 1;

    private final String operation;
    private final String directory;
    private final String file;

    /**
     * @param operation a verb: "write", "sync"
     * @param directory the directory's path
     * @param file the file's name in it, or "" when the directory itself is meant
     * @param detail what went wrong
     */
    public StorageException(String operation, String directory, String file, String detail, @Nullable Throwable cause) {
        super(operation + " of " + directory + (file.isEmpty() ? "" : "/" + file) + " failed: " + detail, cause);
        this.operation = operation;
        this.directory = directory;
        this.file = file;
    }

    public static StorageException of(String operation, String directory, String file, IOException cause) {
        return new StorageException(operation, directory, file, cause.toString(), cause);
    }

    public String operation() {
        return operation;
    }

    public String directory() {
        return directory;
    }

    public String file() {
        return file;
    }
}
