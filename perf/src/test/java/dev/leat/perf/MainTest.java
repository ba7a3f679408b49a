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
        assertThat(run("limits", "--only", "limit-nonsense")).isEqualTo(2);
        assertThat(run("limits", "--warmup", "-1")).isEqualTo(2);
        assertThat(run("compare", "--heap", "1x")).isEqualTo(2);
        assertThat(run("produce", "--client", "kafka", "--in-flight", "3")).isEqualTo(2);
        assertThat(run("latency", "--client", "raw", "--client-config", "linger.ms=5"))
                .isEqualTo(2);
        assertThat(run("produce", "--client", "raw", "--rate", "100")).isEqualTo(2);
        assertThat(err.toString())
                .contains("no limit 'limit-nonsense'; there are limit-crc32c, ", "the warm-up is at least 0")
                .contains("expected one of produce, fetch, api-versions, metadata")
                .contains("partitions must be at least 1")
                .contains("'1x' is no size such as 512m or 1g")
                .contains("are the raw client's", "--client-config is for", "produce --rate is for leat and kafka");
    }

    @Test
    void shouldSayWhichPlaceWouldDo(@TempDir Path directory) throws Exception {
        String nowhere = directory.resolve("nowhere/x").toString();
        String file = Files.createFile(directory.resolve("file")).toString();

        assertThat(run("limits", "--dir", nowhere)).isEqualTo(2);
        assertThat(run("latency", "-b", "127.0.0.1:1", "--hlog", nowhere)).isEqualTo(2);
        assertThat(run("compare", "--out", file)).isEqualTo(2);
        assertThat(run("compare", "--out", file + "/below")).isEqualTo(2);
        assertThat(run("recovery", "--data", file + "/below")).isEqualTo(2);
        assertThat(err.toString())
                .contains("cannot make files in " + nowhere + ": name a directory that is there")
                .contains("cannot write " + nowhere + ": name a file in a directory that is there")
                .contains("cannot make the directory " + file + ": " + file + " is a file; name another")
                .contains("cannot make the directory " + file + "/below: ");
    }

    @Test
    void shouldRefuseNumbersThatItWouldNotKeepTo() {
        assertThat(run("compare", "--pairs", "0")).isEqualTo(2);
        assertThat(run("compare", "--pairs", "-1")).isEqualTo(2);
        assertThat(run("latency", "-b", "127.0.0.1:1", "--rate", "0")).isEqualTo(2);
        assertThat(run("produce", "-b", "127.0.0.1:1", "--rate", "-1")).isEqualTo(2);
        assertThat(err.toString()).contains("--pairs is at least 1", "--rate is above 0");
    }

    @Test
    void shouldAskWhichBrokerGoesAwayBeforeItConnects() {
        assertThat(run("failover", "-b", "127.0.0.1:1")).isEqualTo(2);
        assertThat(err.toString()).contains("--pid", "--kill-command");
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
