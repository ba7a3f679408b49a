package dev.leat.cli.start;

import dev.leat.broker.config.BrokerConfig;
import dev.leat.broker.config.ConfigException;
import dev.leat.broker.config.ConfigSources;
import dev.leat.broker.config.Machine;
import dev.leat.broker.main.BrokerEnvironment;
import dev.leat.broker.main.LeatBroker;
import dev.leat.cli.output.CliFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the broker of this build. What the command line says wins over the environment, that over the file. */
final class LeatLauncher implements BrokerLauncher {
    private static final Logger LOG = LoggerFactory.getLogger(LeatLauncher.class);

    @Override
    public RunningBroker start(StartSettings settings) {
        BrokerConfig config = configOf(settings);
        config.warnings().forEach(LOG::warn);
        Path data = config.storage().logDirs().get(0);
        DataDirectory.check(data);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<String> fault = new AtomicReference<>();
        BrokerEnvironment environment = BrokerEnvironment.real(reason -> {
            fault.compareAndSet(null, reason);
            ended.countDown();
        });
        try {
            return new Running(LeatBroker.start(config, environment), config, ended, fault);
        } catch (IOException | IllegalArgumentException e) {
            throw StartFailure.of(e, data, config.network().listeners().get(0));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure("the start was interrupted", null, "", "", e);
        }
    }

    private static BrokerConfig configOf(StartSettings settings) {
        try {
            ConfigSources sources = new ConfigSources();
            settings.settings().forEach((name, text) -> sources.value(name, text, "--set"));
            if (settings.data() != null) {
                sources.value("log.dirs", settings.data().toString(), "--data");
            }
            if (settings.port() != null) {
                sources.value("listeners", "PLAINTEXT://127.0.0.1:" + settings.port(), "--port");
            }
            sources.environment(System.getenv());
            if (settings.config() != null) {
                sources.properties(
                        SettingsFile.read(settings.config()), settings.config().toString());
            }
            return BrokerConfig.load(sources, Machine.current());
        } catch (ConfigException e) {
            throw new CliFailure(
                    "the settings cannot be used:\n  " + String.join("\n  ", e.problems()),
                    null,
                    "a name or a value is wrong",
                    "look it up in docs/SETTINGS.md",
                    e);
        }
    }

    /** The broker as the command sees it. */
    private record Running(LeatBroker broker, BrokerConfig config, CountDownLatch ended, AtomicReference<String> fault)
            implements RunningBroker {
        @Override
        public String address() {
            return broker.bootstrap();
        }

        @Override
        public int brokerId() {
            return config.cluster().brokerId();
        }

        @Override
        public String clusterId() {
            return broker.clusterId();
        }

        @Override
        public Path data() {
            return config.storage().logDirs().get(0).toAbsolutePath();
        }

        @Override
        public String zookeeper() {
            return broker.storeText();
        }

        @Override
        public void stop() {
            broker.close();
            ended.countDown();
        }

        @Override
        public void awaitEnd() throws InterruptedException {
            ended.await();
            String reason = fault.get();
            if (reason != null) {
                throw new CliFailure("the broker stopped: " + reason, null, "", "see the log above", null);
            }
        }
    }
}
