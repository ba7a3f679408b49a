package dev.leat.cli.start;

import java.nio.file.Path;

/** A broker that takes connections. */
public interface RunningBroker {
    /** Where clients reach it, as {@code host:port}. */
    String address();

    int brokerId();

    String clusterId();

    /** Where everything is stored. */
    Path data();

    /** Where its ZooKeeper is, in words: {@code inside, on 127.0.0.1:41231}. */
    String zookeeper();

    /** Stops taking requests, writes what has to be written, and returns. Any thread may call. */
    void stop();

    /** Returns after the broker ended, by {@link #stop} or by a fault. */
    void awaitEnd() throws InterruptedException;
}
