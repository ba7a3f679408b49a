package dev.leat.integration.clients;

import dev.leat.broker.config.BrokerConfig;
import dev.leat.broker.main.BrokerEnvironment;
import dev.leat.broker.main.LeatBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A broker with embedded ZooKeeper on a free port, its data in a directory that goes with it. */
final class InJvmBroker implements TestCluster, AutoCloseable {
    private final LeatBroker broker;
    private final Path data;
    private final List<String> faults;

    private InJvmBroker(LeatBroker broker, Path data, List<String> faults) {
        this.broker = broker;
        this.data = data;
        this.faults = faults;
    }

    static InJvmBroker start() {
        try {
            Path data = Files.createTempDirectory("leat-integration");
            List<String> faults = new CopyOnWriteArrayList<>();
            BrokerConfig config = BrokerConfig.of(Map.of(
                    "log.dirs", data.toString(),
                    "listeners", "PLAINTEXT://127.0.0.1:0",
                    "group.initial.rebalance.delay.ms", "0"));
            return new InJvmBroker(LeatBroker.start(config, BrokerEnvironment.real(faults::add)), data, faults);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while the broker started", e);
        }
    }

    @Override
    public String bootstrap() {
        return broker.bootstrap();
    }

    /** Ends the broker; fails if it met a fault that it could not go on after. */
    @Override
    public void close() throws IOException {
        broker.close();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
        if (!faults.isEmpty()) {
            throw new AssertionError("the broker met faults: " + faults);
        }
    }
}
