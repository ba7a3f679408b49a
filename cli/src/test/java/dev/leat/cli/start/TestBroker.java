package dev.leat.cli.start;

import java.nio.file.Path;
import java.util.Map;

/** A broker of this build for tests of the verbs, with everything under one directory. */
public final class TestBroker implements AutoCloseable {
    private final RunningBroker broker;

    public TestBroker(Path data) {
        this(data, 0);
    }

    /** @param port 0 takes a free one */
    public TestBroker(Path data, int port) {
        broker = new LeatLauncher()
                .start(new StartSettings(
                        data,
                        port,
                        null,
                        Map.of("offsets.topic.num.partitions", "2", "group.initial.rebalance.delay.ms", "0")));
    }

    public String address() {
        return broker.address();
    }

    @Override
    public void close() {
        broker.stop();
    }
}
