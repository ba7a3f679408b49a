package dev.leat.integration.clients;

import dev.leat.test.FaultProxy;
import java.io.Closeable;

/** A broker that its clients reach through a network which misbehaves on demand; it comes back with its data. */
public interface BehindProxy extends TestCluster, Closeable {
    FaultProxy proxy();

    /** Ends the broker and starts it again; returns when it answers. */
    void restart();
}
