package dev.leat.broker.main;

import dev.leat.storage.fs.StorageException;
import dev.leat.storage.log.LogDirectory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes the first failure of the data directory; it is final, since pages of a failed sync may be lost for good. */
final class StorageFaults implements Consumer<StorageException> {
    private static final Logger LOG = LoggerFactory.getLogger(StorageFaults.class);

    private final AtomicBoolean happened = new AtomicBoolean();
    private final Consumer<String> onFault;
    private volatile @Nullable LogDirectory directory;

    StorageFaults(Consumer<String> onFault) {
        this.onFault = onFault;
    }

    /** Has {@code opened} read anew at the next start if anything fails from now on. */
    void watch(LogDirectory opened) {
        directory = opened;
    }

    @Override
    public void accept(StorageException fault) {
        LOG.error("the data directory has failed", fault);
        if (happened.compareAndSet(false, true)) {
            distrust(directory);
            onFault.accept("the data directory has failed: " + fault.getMessage());
        }
    }

    private static void distrust(@Nullable LogDirectory directory) {
        try {
            if (directory != null) {
                directory.distrust();
            }
        } catch (StorageException e) {
            LOG.warn("the next start may trust what was not flushed, as the directory cannot be changed", e);
        }
    }

    boolean happened() {
        return happened.get();
    }
}
