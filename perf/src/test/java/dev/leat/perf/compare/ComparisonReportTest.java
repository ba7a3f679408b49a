package dev.leat.perf.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leat.perf.compare.TrialOutcome.Run;
import dev.leat.perf.result.Figure;
import dev.leat.perf.result.Figure.Better;
import dev.leat.perf.result.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code -Dleat.perf.pictures=DIR}, the report stays there to be looked at. */
class ComparisonReportTest {
    @TempDir
    private Path temporary;

    private Path dir = Path.of("");

    @BeforeEach
    void write() throws Exception {
        String kept = System.getProperty("leat.perf.pictures");
        dir = kept == null ? temporary : Path.of(kept, "report");
        ComparisonReport.write(comparison(), dir);
    }

    @Test
    void shouldHoldAllPicturesInThePageItself() throws Exception {
        String html = Files.readString(dir.resolve("report.html"));

        assertThat(html.split("data:image/png;base64,").length - 1)
                .as("pictures")
                .isEqualTo(6);
        assertThat(html.matches("(?s).*(src=\"http|href=|<script).*"))
                .as("needs other files")
                .isFalse();
        for (String picture :
                List.of("ratios", "bars-brokerCpuSecondsPerGb", "bulk-percentiles", "bulk-time", "load-latency")) {
            assertThat(dir.resolve(picture + ".png")).isNotEmptyFile();
        }
    }

    @Test
    void shouldSayWhatWasReachedAndWhatBoundIt() throws Exception {
        String html = Files.readString(dir.resolve("report.html"));

        assertThat(html)
                .contains("met, not in every pair", ">missed<", "&lt;tag&gt;")
                .contains("not measured: given up", "not measured: no value of apache-kafka")
                .contains("processors, most of it the broker (broker 50 %, client 40 %, other 5 %, idle 5 %)")
                .contains("apache-kafka: not warm: 11 % of the broker")
                .doesNotContain("leat: not warm")
                .contains("Given up: no room")
                .contains(
                        "<dt>warm-up</dt><dd>30 s</dd>",
                        "<dt>JVM flags, leat</dt><dd>-Xmx1g -Dof=leat</dd>",
                        "Quick runs: too short");
    }

    @Test
    void shouldWriteTheSameAsJson() throws Exception {
        JsonNode json =
                new ObjectMapper().readTree(dir.resolve("comparison.json").toFile());

        assertThat(json.path("schema").asInt()).isEqualTo(1);
        assertThat(json.path("facts").path("JVM flags, apache-kafka").asText()).isEqualTo("-Xmx1g -Dof=apache-kafka");
        JsonNode cpu = json.path("workloads").path(0).path("figures").path(0);
        assertThat(cpu.path("name").asText()).isEqualTo("brokerCpuSecondsPerGb");
        assertThat(cpu.path("verdict").asText()).isEqualTo("met by median");
        assertThat(json.path("workloads").path(0).path("runs")).hasSize(6);
        assertThat(json.at("/workloads/0/runs/0/processorShares/quiet").asBoolean())
                .isTrue();
        assertThat(json.path("workloads").path(0).path("warmupSeconds").asInt()).isEqualTo(30);
        assertThat(json.path("workloads").path(1).path("warmupSeconds").isNull())
                .isTrue();
    }

    @Test
    void shouldWriteGoalsThatWereNotMeasured() throws Exception {
        JsonNode json =
                new ObjectMapper().readTree(dir.resolve("comparison.json").toFile());

        JsonNode serving = json.path("workloads").path(2).path("figures").path(0);
        assertThat(serving.path("name").asText()).isEqualTo("serveMillis");
        assertThat(serving.path("verdict").asText()).isEqualTo("not measured");
        assertThat(serving.path("missing").asText()).isEqualTo("given up");
        assertThat(serving.path("ratio").isNull()).isTrue();
        assertThat(json.path("againstLimits").path(0).path("verdict").asText()).isEqualTo("not measured");
    }

    @Test
    void shouldShowItsGoalsAsATable() {
        assertThat(ComparisonTable.of(comparison()))
                .contains(
                        "bulk",
                        "broker CPU per GB",
                        "\u2264 0.80\u00d7",
                        "met, not in every pair",
                        "given up: no room",
                        "bulk, apache-kafka: not warm");
    }

    @Test
    void shouldShowALimitWithoutAGoal() throws Exception {
        Trial single = SampleOutcomes.trial("single", Goal.besideLimit("latencyP50Micros", "limit-ping-pong"));
        RunResult limit = new RunResult(
                RunResult.SCHEMA,
                "limit-ping-pong",
                "none",
                "machine",
                Map.of("what", "there and back"),
                List.of(new Figure("latencyP50Micros", "us", 50, Better.LOWER)),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
        Comparison shown = new Comparison(
                Map.of(), false, List.of(limit), List.of(SampleOutcomes.outcome(single, List.of(1.0), List.of(2.0))));

        JsonNode beside = new ObjectMapper()
                .readTree(ComparisonJson.write(shown))
                .path("againstLimits")
                .path(0);
        assertThat(beside.path("ratio").asDouble()).isEqualTo(2);
        assertThat(beside.path("goal").isNull()).isTrue();
        assertThat(beside.path("verdict").asText()).isEqualTo("no goal");
        assertThat(ComparisonTable.of(shown))
                .contains("2.00\u00d7", "What this machine can do", "there and back")
                .doesNotContain("Infinity");
        ComparisonReport.write(shown, dir);
        assertThat(Files.readString(dir.resolve("report.html"))).containsSubsequence("there and back", "2.00\u00d7");
    }

    private static Comparison comparison() {
        Trial bulk = SampleOutcomes.trial("bulk", Goal.atMost(0.8, "brokerCpuSecondsPerGb"));
        List<Run> ladder = new ArrayList<>();
        for (String broker : Brokers.BOTH) {
            ladder.add(new Run(
                    broker,
                    List.of(
                            SampleOutcomes.result(broker, 1, Map.of(LoadLadder.OFFERED, "1000")),
                            SampleOutcomes.result(broker, 2, Map.of(LoadLadder.OFFERED, "2000"))),
                    Optional.empty()));
        }
        return new Comparison(
                Map.of("commit", "26bc8d2 <tag>"),
                true,
                List.of(),
                List.of(
                        SampleOutcomes.outcome(bulk, List.of(1.0, 1.5, 3.0), List.of(2.0, 2.5, 3.5)),
                        new TrialOutcome(SampleOutcomes.trial("load"), ladder, Optional.empty()),
                        new TrialOutcome(
                                SampleOutcomes.trial(
                                        "broken",
                                        Goal.atMost(0.1, "serveMillis"),
                                        Goal.nearLimit(1.1, "brokerCpuSecondsPerGb", "limit-sendfile-to-socket")),
                                List.of(),
                                Optional.of("no room"))));
    }
}
