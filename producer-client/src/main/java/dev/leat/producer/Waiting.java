package dev.leat.producer;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.FatalException;
import dev.leat.client.error.MisuseException;
import dev.leat.client.net.ClientNetwork;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits on a caller's thread for what the loop does. */
final class Waiting {
    private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);

    private final ClientNetwork network;

    Waiting(ClientNetwork network) {
        this.network = network;
    }

    /** Waits for {@code done}; its failure arrives as one of the four kinds. */
    void on(CompletableFuture<Void> done, String doing) {
        if (network.loop().inEventLoop() && !done.isDone()) {
            throw new MisuseException(
                    doing + " cannot block in a callback", "use the method that returns a future, or another thread");
        }
        try {
            done.get();
        } catch (ExecutionException failed) {
            throw ClientErrors.from(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FatalException(null, "interrupted while " + doing, "", interrupted);
        }
    }

    /** Waits for at most {@code timeout}, whatever comes of it; an interrupt ends the waiting and stays set. */
    void quietlyOn(CompletableFuture<Void> done, Duration timeout) {
        try {
            done.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS); // which knows no overflow
        } catch (TimeoutException | ExecutionException unfinished) {
            LOG.debug("closing goes on without waiting further", unfinished);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
