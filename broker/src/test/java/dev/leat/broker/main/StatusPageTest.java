package dev.leat.broker.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.broker.config.BrokerConfig;
import dev.leat.controller.store.fake.FakeEnsemble;
import dev.leat.storage.fs.simulated.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusPageTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", "."))
            .resolve("../docs/STATUS.md")
            .normalize();

    @Test
    void shouldFindTheStatusPageAsTheHandlersAre() throws IOException, InterruptedException {
        String table;
        try (LeatBroker broker = LeatBroker.start(config(), inMemory())) {
            table = StatusPage.table(broker.served());
        }
        String page = Files.readString(PAGE);
        int from = page.indexOf(StatusPage.BEGIN) + StatusPage.BEGIN.length();
        int to = page.indexOf(StatusPage.END);
        if (Boolean.getBoolean("leat.docs.write")) {
            Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
            page = Files.readString(PAGE);
            to = page.indexOf(StatusPage.END);
        }
        assertThat(page.substring(from, to))
                .as("docs/STATUS.md is stale; write it with: mvn -pl broker -am test -Dtest=StatusPageTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dleat.docs.write=true")
                .isEqualTo(table);
    }

    private static BrokerConfig config() {
        return BrokerConfig.of(Map.of("listeners", "PLAINTEXT://127.0.0.1:0"));
    }

    private static BrokerEnvironment inMemory() {
        return BrokerEnvironment.real(reason -> {})
                .withData(new SimulatedDisk().root())
                .withStore(request -> new OpenStore(
                        FakeEnsemble.shared(request.scheduler())
                                .newClient(request.events(), request.sessionTimeoutMs()),
                        () -> {},
                        "in memory"));
    }
}
