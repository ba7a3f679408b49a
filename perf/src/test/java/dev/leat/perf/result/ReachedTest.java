package dev.leat.perf.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.perf.result.Figure.Better;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReachedTest {
    private static RunResult run(double recordsPerSecond, Map<String, String> conditions) {
        return new RunResult(
                RunResult.SCHEMA,
                "latency",
                "kafka",
                "leat",
                conditions,
                List.of(new Figure("recordsPerSecond", "records/s", recordsPerSecond, Better.HIGHER)),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    @Test
    void shouldSayThatARateWasNotReached() {
        assertThat(Reached.note(run(466_900, Map.of("rate", "5000000.0"))).orElseThrow())
                .contains("466,900 of 5,000,000 records/s");
    }

    @Test
    void shouldSayWhatThatMeansForLatenciesInAnOpenLoopOnly() {
        assertThat(Reached.note(run(10, Map.of("rate", "5000.0", "loop", "open")))
                        .orElseThrow())
                .contains("waited to be sent");
        assertThat(Reached.note(run(10, Map.of("rate", "5000.0", "loop", "closed")))
                        .orElseThrow())
                .doesNotContain("waited");
    }

    @Test
    void shouldSayNothingOfARateThatWasKeptOrNotAskedFor() {
        assertThat(Reached.note(run(4_990, Map.of("rate", "5000.0")))).isEmpty();
        assertThat(Reached.note(run(4_990, Map.of()))).isEmpty();
    }
}
