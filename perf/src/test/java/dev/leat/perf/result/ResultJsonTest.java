package dev.leat.perf.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.perf.result.Figure.Better;
import dev.leat.perf.result.RunResult.Percentile;
import dev.leat.perf.result.Series.Point;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultJsonTest {
    private static RunResult result(Optional<String> hlog) {
        return new RunResult(
                RunResult.SCHEMA,
                "latency",
                "raw",
                "apache-kafka",
                Map.of("commit", "abc", "acks", "all"),
                List.of(new Figure("latencyP50Micros", "us", 12.5, Better.LOWER)),
                List.of(new Series("throughput", "records/s", List.of(new Point(-1, 3), new Point(1.5, 4)))),
                List.of(new Event(0.5, "broker killed")),
                List.of(new Percentile(50, 12.5), new Percentile(100, 99)),
                hlog);
    }

    @Test
    void shouldReadWhatItWrote() throws Exception {
        for (Optional<String> hlog : List.of(Optional.of("a.hlog"), Optional.<String>empty())) {
            assertThat(ResultJson.read(ResultJson.write(result(hlog)))).isEqualTo(result(hlog));
        }
    }

    @Test
    void shouldPassOverFieldsItDoesNotKnow() throws Exception {
        String json = ResultJson.write(result(Optional.empty())).replace("{\"schema\"", "{\"later\":[1],\"schema\"");

        assertThat(ResultJson.read(json)).isEqualTo(result(Optional.empty()));
    }

    @Test
    void shouldRefuseAnotherSchema() {
        assertThatThrownBy(() -> ResultJson.read("{\"schema\":2}")).isInstanceOf(IOException.class);
    }

    @Test
    void shouldSayWhenABrokerStillCompiled() {
        RunResult cold = result(Optional.empty()).with(new Figure("brokerCompilerCpuPercent", "%", 43.2, Better.LOWER));
        RunResult warm = result(Optional.empty()).with(new Figure("brokerCompilerCpuPercent", "%", 9.9, Better.LOWER));

        assertThat(ResultTable.of(cold)).contains("not warm: 43 % of the broker's processor time compiled code");
        assertThat(ResultTable.of(warm)).doesNotContain("not warm");
    }

    @Test
    void shouldShowFiguresToPeople() {
        assertThat(ResultTable.of(result(Optional.empty())))
                .contains("latency, raw client, against apache-kafka")
                .contains("latencyP50Micros  12.50  us")
                .contains("+0.5 s  broker killed");
    }
}
