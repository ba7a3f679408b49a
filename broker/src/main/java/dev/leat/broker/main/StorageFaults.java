package dev.leat.broker.main;

import dev.leat.storage.fs.StorageException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes the first failure of the data directory; it is final, since pages of a failed sync may be lost for good. */
final class StorageFaults implements Consumer<StorageException> {
    private static final Logger LOG = LoggerFactory.getLogger(StorageFaults.class);

    private final AtomicBoolean happened = new AtomicBoolean();
    private final Consumer<String> onFault;

    StorageFaults(Consumer<String> onFault) {
        this.onFault = onFault;
    }

    @Override
    public void accept(StorageException fault) {
        LOG.error("the data directory has failed", fault);
        if (happened.compareAndSet(false, true)) {
            onFault.accept("the data directory has failed: " + fault.getMessage());
        }
    }

    boolean happened() {
        return happened.get();
    }
}
