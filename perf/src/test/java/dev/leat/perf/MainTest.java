package dev.leat.perf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.perf.result.ResultJson;
import dev.leat.perf.result.RunResult;
import dev.leat.test.TestBroker;
import dev.leat.test.WithLeat;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@WithLeat
class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @Test
    void shouldLeadOn() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "produce",
                        "consume",
                        "latency",
                        "end-to-end",
                        "requests",
                        "partitions",
                        "recovery",
                        "failover");
    }

    @Test
    void shouldShowResultsToPeopleAndLeaveThemForPrograms(TestBroker broker, @TempDir Path directory) throws Exception {
        Path json = directory.resolve("result.json");

        assertThat(run(
                        "requests",
                        "-b",
                        broker.bootstrapServers(),
                        "--api",
                        "api-versions",
                        "--warmup",
                        "0.1",
                        "--seconds",
                        "0.2",
                        "--condition",
                        "heap=128m",
                        "--broker-name",
                        "leat",
                        "--pid",
                        String.valueOf(ProcessHandle.current().pid()),
                        "--json",
                        json.toString()))
                .as(err.toString())
                .isZero();

        assertThat(out.toString()).contains("requests, raw client, against leat", "requestsPerSecond");
        RunResult result = ResultJson.read(Files.readString(json));
        assertThat(result.conditions())
                .containsEntry("heap", "128m")
                .hasEntrySatisfying("command", text -> assertThat(text).contains("perf requests -b"));
    }

    @Test
    void shouldPrintOneLineOfJson(TestBroker broker) throws Exception {
        assertThat(run(
                        "produce",
                        "-b",
                        broker.bootstrapServers(),
                        "--records",
                        "1000",
                        "--warmup",
                        "0",
                        "--record-bytes",
                        "1k",
                        "-o",
                        "json"))
                .as(err.toString())
                .isZero();

        assertThat(ResultJson.read(out.toString()).figure("recordsPerSecond")).isPresent();
    }

    @Test
    void shouldSayWhatIsWrongWithACommandLine() {
        assertThat(run("requests", "--api", "nonsense")).isEqualTo(2);
        assertThat(run("produce", "--partitions", "0")).isEqualTo(2);
        assertThat(err.toString())
                .contains("expected one of produce, fetch, api-versions, metadata")
                .contains("partitions must be at least 1");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldRefuseFiguresOfAProcessThatIsNotTheBroker(TestBroker broker) throws Exception {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            assertThat(run("requests", "-b", broker.bootstrapServers(), "--pid", String.valueOf(stranger.pid())))
                    .isEqualTo(1);
        } finally {
            stranger.destroy();
        }
        assertThat(err.toString()).contains("process " + stranger.pid() + " does not listen on port");
    }

    @Test
    void shouldSayThatNobodyListens() {
        assertThat(run("produce", "-b", "127.0.0.1:1", "--timeout", "1")).isEqualTo(1);
        assertThat(err.toString()).contains("127.0.0.1:1");
    }
}
