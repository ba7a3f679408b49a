package dev.leat.perf.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.cli.output.CliFailure;
import dev.leat.perf.client.Client;
import dev.leat.perf.result.Figure;
import dev.leat.perf.result.RunResult;
import dev.leat.test.TestBroker;
import dev.leat.test.WithLeat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@WithLeat
class WorkloadTest {
    private final TestBroker broker;

    WorkloadTest(TestBroker broker) {
        this.broker = broker;
    }

    private static SettingsBuilder brief(Client client, String topic) {
        return Settings.builder()
                .client(client)
                .topic(topic + "-" + client.key())
                .recordBytes(100)
                .requestBytes(4096)
                .fillBytes(100_000)
                .warmup(Duration.ofMillis(50))
                .duration(Duration.ofSeconds(30))
                .records(500);
    }

    /** Long enough for the clock of CPU time, which ticks in hundredths. */
    private static SettingsBuilder forASecond(Client client, String topic) {
        return brief(client, topic).records(0).duration(Duration.ofSeconds(1));
    }

    private RunResult run(String workload, SettingsBuilder settings) throws IOException, InterruptedException {
        return Workload.named(workload).run(settings.build(), Target.at(broker.bootstrapServers()), Progress.SILENT);
    }

    private static void assertFigures(RunResult result, String... names) {
        assertThat(result.figures()).extracting(Figure::name).contains(names);
        assertThat(result.figures())
                .allSatisfy(figure -> assertThat(figure.value()).isNotNegative());
    }

    @ParameterizedTest
    @EnumSource
    void shouldWriteAsFastAsItGoes(Client client) throws Exception {
        RunResult result = run("produce", forASecond(client, "produce").partitions(2));

        assertFigures(result, "recordsPerSecond", "mbPerSecond", "clientCpuSecondsPerGb", "clientCpuMicrosPerRecord");
        assertThat(result.client()).isEqualTo(client.key());
    }

    @ParameterizedTest
    @EnumSource
    void shouldFillATopicAndReadItOverAndOver(Client client) throws Exception {
        RunResult result = run("consume", forASecond(client, "consume").connections(1));

        assertFigures(result, "recordsPerSecond", "mbPerSecond", "clientCpuSecondsPerGb");
    }

    @ParameterizedTest
    @EnumSource
    void shouldTimeAcknowledgements(Client client) throws Exception {
        RunResult result = run(
                "latency", brief(client, "latency").rate(2_000).connections(2).records(500));

        assertFigures(result, "recordsPerSecond", "latencyP50Micros", "latencyP99Micros", "latencyMaxMicros");
        assertThat(result.latency()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldTimeAcknowledgementsOneByOne(Client client) throws Exception {
        assertFigures(
                run(
                        "latency",
                        brief(client, "closed")
                                .rate(2_000)
                                .closed(true)
                                .connections(1)
                                .records(500)),
                "latencyP50Micros");
    }

    @ParameterizedTest
    @EnumSource
    void shouldTimeArrivals(Client client) throws Exception {
        RunResult result = run(
                "end-to-end",
                brief(client, "arrivals").rate(2_000).partitions(2).records(500));

        assertFigures(result, "recordsPerSecond", "latencyP50Micros", "latencyP999Micros");
    }

    @ParameterizedTest
    @EnumSource
    void shouldSendBareRequests(Api api) throws Exception {
        RunResult result = run(
                "requests",
                brief(Client.RAW, "requests")
                        .api(api)
                        .connections(3)
                        .threads(2)
                        .records(0)
                        .duration(Duration.ofMillis(500)));

        assertFigures(result, "requestsPerSecond", "clientCpuMicrosPerRequest", "latencyP50Micros");
        assertThat(result.figure("mbPerSecond").isPresent()).isEqualTo(api == Api.PRODUCE || api == Api.FETCH);
    }

    @ParameterizedTest
    @EnumSource
    void shouldWriteSpreadOverManyPartitions(Client client) throws Exception {
        RunResult result = run("partitions", brief(client, "many").partitions(20));

        assertFigures(result, "serveMillis", "recordsPerSecond", "mbPerSecond");
    }

    @Test
    void shouldTimePartitionsOfANewTopicOnly() {
        broker.createTopic("old-raw", 2);

        assertThatThrownBy(() -> run("partitions", brief(Client.RAW, "old").partitions(2)))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("already");
    }

    @Test
    void shouldTellWhatTheBrokersProcessUsed() throws Exception {
        RunResult result = Workload.named("requests")
                .run(
                        brief(Client.RAW, "process")
                                .records(0)
                                .duration(Duration.ofMillis(500))
                                .build(),
                        Target.at(broker.bootstrapServers())
                                .named("leat")
                                .withPid(ProcessHandle.current().pid()),
                        Progress.SILENT);

        assertThat(result.broker()).isEqualTo("leat");
        assertThat(result.conditions()).containsKey("brokerJvm");
        assertFigures(
                result,
                "brokerCpuMicrosPerRequest",
                "brokerPeakResidentMb",
                "brokerContextSwitchesPerRequest",
                "brokerCompilerCpuPercent");
    }

    @Test
    void shouldLogLatenciesOverTime(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("latency.hlog");

        RunResult result = run("latency", brief(Client.LEAT, "hlog").rate(1_000).hlog(log));

        assertThat(result.hlog()).contains("latency.hlog");
        assertThat(Files.readString(log)).contains("[Histogram log format version 1.3]");
    }

    @Test
    void shouldRefuseATopicOfAnotherShape() throws Exception {
        broker.createTopic("three", 3);

        assertThatThrownBy(
                        () -> run("produce", Settings.builder().topic("three").partitions(2)))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("has 3 partitions, not 2");
    }

    @Test
    void shouldRefuseBareRequestsByALibrary() {
        assertThatThrownBy(() -> run("requests", brief(Client.KAFKA, "bare")))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("raw client alone");
    }

    @Test
    void shouldSayWhyTheBrokerRefuses() {
        assertThatThrownBy(() ->
                        run("produce", brief(Client.RAW, "small").topicConfigs(Map.of("max.message.bytes", "100"))))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("MESSAGE_TOO_LARGE");
    }
}
