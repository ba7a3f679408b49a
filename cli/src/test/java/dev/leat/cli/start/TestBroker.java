package dev.leat.cli.start;

import java.nio.file.Path;
import java.util.Map;

/** A broker of this build for tests of the verbs, with everything under one directory. */
public final class TestBroker implements AutoCloseable {
    private final RunningBroker broker;

    public TestBroker(Path data) {
        broker = new LeatLauncher()
                .start(new StartSettings(
                        data,
                        0,
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
