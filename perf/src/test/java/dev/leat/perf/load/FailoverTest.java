package dev.leat.perf.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leat.cli.output.CliFailure;
import dev.leat.perf.client.Client;
import dev.leat.perf.result.Event;
import dev.leat.perf.result.RunResult;
import dev.leat.test.BrokerOptions;
import dev.leat.test.Storage;
import dev.leat.test.TestBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailoverTest {
    private static SettingsBuilder brief(Client client) {
        return Settings.builder()
                .client(client)
                .recordBytes(100)
                .rate(500)
                .warmup(Duration.ofMillis(300))
                .duration(Duration.ofMillis(1_500));
    }

    @ParameterizedTest
    @EnumSource(names = "RAW", mode = EnumSource.Mode.EXCLUDE)
    void shouldTimeTheGapAndMissNoRecord(Client client) throws Exception {
        try (TestBroker broker = TestBroker.start(BrokerOptions.defaults().on(Storage.TEMPORARY_DIRECTORY))) {
            Outage outage = new Outage() {
                @Override
                public void begin() {
                    broker.kill();
                }

                @Override
                public Optional<Path> end() {
                    broker.restart();
                    return Optional.empty();
                }
            };

            RunResult result = new Failover(outage)
                    .run(brief(client).build(), Target.at(broker.bootstrapServers()), Progress.SILENT);

            assertThat(result.figure("failoverMillis").orElseThrow()).isGreaterThan(5);
            assertThat(result.figure("recordsLost")).hasValue(0);
            assertThat(result.figure("recordsTwice")).hasValue(0);
            assertThat(result.events())
                    .extracting(Event::text)
                    .startsWith("broker is ended", "broker gone, told to start"); // a slow machine is back later
        }
    }

    @Test
    void shouldSayThatNobodyIsThereToEnd() {
        try (TestBroker broker = TestBroker.start()) {
            Outage nothing = Outage.byCommands(Optional.empty(), OptionalLong.empty(), Optional.empty());

            assertThatThrownBy(() -> new Failover(nothing)
                            .run(brief(Client.LEAT).build(), Target.at(broker.bootstrapServers()), Progress.SILENT))
                    .isInstanceOf(CliFailure.class)
                    .hasMessageContaining("no broker to end");
        }
    }

    @Test
    void shouldNameWhatTheBrokerSaidThatDidNotComeBack() {
        try (TestBroker broker = TestBroker.start()) {
            Outage forGood = new Outage() {
                @Override
                public void begin() {
                    broker.close();
                }

                @Override
                public Optional<Path> end() {
                    return Optional.of(Path.of("said.log"));
                }
            };
            Settings settings = brief(Client.LEAT)
                    .clientSettings(
                            Map.of("delivery.timeout.ms", "2000", "request.timeout.ms", "500", "linger.ms", "0"))
                    .timeout(Duration.ofSeconds(5))
                    .build();

            assertThatThrownBy(() ->
                            new Failover(forGood).run(settings, Target.at(broker.bootstrapServers()), Progress.SILENT))
                    .isInstanceOf(CliFailure.class)
                    .extracting(
                            failure -> ((CliFailure) failure).likelyCause(), failure -> ((CliFailure) failure).next())
                    .containsExactly("the broker that was ended is not back", "read what it says: said.log");
        }
    }

    @Test
    void shouldKeepWhatTheBrokerSaysThatWasToldToStart() throws Exception {
        Path log = Outage.byCommands(Optional.empty(), OptionalLong.empty(), Optional.of("echo no such data >&2"))
                .end()
                .orElseThrow();
        try {
            await().untilAsserted(() -> assertThat(log).hasContent("no such data"));
        } finally {
            Files.delete(log);
        }
    }

    @Test
    void shouldRunCommandsOfTheShell() throws Exception {
        Outage.byCommands(Optional.of("true"), OptionalLong.empty(), Optional.of("true"))
                .begin();

        assertThatThrownBy(() -> Outage.byCommands(Optional.of("false"), OptionalLong.empty(), Optional.empty())
                        .begin())
                .isInstanceOf(CliFailure.class);
    }
}
