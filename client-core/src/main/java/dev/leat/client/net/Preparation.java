package dev.leat.client.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultChannelId;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sets up what the connections of all clients share, on a thread of its own: Netty, its native library, and the logging that it
 * looks for. That is a good part of the time from a process's start to its first request, and a client that begins it before it
 * reads its settings has less to wait for when it makes its {@link ClientNetwork}.
 */
public final class Preparation {
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private Preparation() {}

    /** Returns at once; has no effect but for the first time. Any thread. */
    public static void begin() {
        if (BEGUN.compareAndSet(false, true)) {
            Thread thread = new Thread(Preparation::prepare, "leat-preparation");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /**
     * What the first channel needs beyond the transport is set up beside the client that waited for that one. Two threads whose
     * classes wait for each other would do so for good: these two need nothing that a client sets up meanwhile.
     */
    private static void prepare() {
        Transport.best();
        ByteBufAllocator.DEFAULT.isDirectBufferPooled();
        DefaultChannelId.newInstance();
    }
}
