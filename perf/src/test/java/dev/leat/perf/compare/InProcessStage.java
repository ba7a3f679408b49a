package dev.leat.perf.compare;

import dev.leat.perf.load.Target;
import dev.leat.perf.process.Launch;
import dev.leat.test.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A stage on a broker that runs in this process under any name. */
final class InProcessStage implements Stage {
    private final String broker;
    private final TestBroker running;

    InProcessStage(String broker, TestBroker running) {
        this.broker = broker;
        this.running = running;
    }

    @Override
    public String broker() {
        return broker;
    }

    @Override
    public Target running() {
        return Target.at(running.bootstrapServers())
                .named(broker)
                .withPid(ProcessHandle.current().pid());
    }

    @Override
    public Launch launch() {
        throw new UnsupportedOperationException("runs already");
    }

    @Override
    public Path data() {
        throw new UnsupportedOperationException("runs already");
    }

    @Override
    public void keepLog() {
        // the broker is the test's
    }

    @Override
    public Effort effort() {
        return new Effort(Duration.ofMillis(100), Duration.ofSeconds(1), 0.0001);
    }

    @Override
    public Map<String, String> conditions() {
        return Map.of("heap", "1g", "flush", "page cache");
    }

    @Override
    public void close() {
        // the broker is the test's
    }
}
