package dev.leat.consumer;

import dev.leat.client.net.ClientNetwork;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Where the polling thread waits for news, and serves the client's connections meanwhile. */
final class Parking {
    private final ClientNetwork network;
    private final BooleanSupplier isNews = () -> this.news;
    private volatile boolean news;
    private volatile @Nullable Thread parked;

    Parking(ClientNetwork network) {
        this.network = network;
    }

    /** There is news: who waits comes back, and the next wait does not begin. Any thread. */
    void wake() {
        news = true;
        Thread thread = parked;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
        network.tell();
    }

    /** Waits for news, for at most {@code nanos}; may come back early. What it stands for must be looked at afterwards. */
    void await(long nanos) {
        if (!news && !network.serve(isNews, nanos)) {
            park(nanos);
        }
        news = false;
    }

    private void park(long nanos) {
        parked = Thread.currentThread();
        if (!news) {
            LockSupport.parkNanos(this, nanos);
        }
        parked = null;
    }
}
