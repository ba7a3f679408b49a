package dev.leat.perf.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.perf.result.RunResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsBesideTest {
    private static final Effort LITTLE = new Effort(Duration.ofMillis(20), Duration.ofMillis(40), 0.01);

    private final List<String> progress = new ArrayList<>();

    @TempDir
    private Path data;

    @Test
    void shouldMeasureWhatWritesInTurnWithTheTrialThatIsHeldAgainstIt() throws Exception {
        List<Trial> trials = Trials.chosen(List.of("produce-256k", "fetch"));
        LimitsBeside limits = new LimitsBeside(trials, LITTLE, data, Map.of(), progress::add);

        limits.measureFirst(1);
        assertThat(limits.results())
                .extracting(RunResult::workload)
                .contains("limit-fetch", "limit-socket-to-file")
                .doesNotContain("limit-produce");

        int first = limits.results().size();
        assertThat(trials)
                .filteredOn(limits::haveSomeInTurnWith)
                .extracting(Trial::key)
                .containsExactly("produce-256k");
        limits.measureWith(trials.get(0));
        List<RunResult> later = limits.results().subList(first, limits.results().size());
        assertThat(later).extracting(RunResult::workload).containsExactly("limit-produce");
        assertThat(later.get(0).conditions()).containsEntry("warmup", "PT0.02S");
        assertThat(progress).last().asString().startsWith("limits of this machine, round 1 of 1");
    }

    @Test
    void shouldMeasureEverythingFirstIfNoTrialIsHeldAgainstWhatWrites() throws Exception {
        LimitsBeside limits = new LimitsBeside(Trials.chosen(List.of("load")), LITTLE, data, Map.of(), progress::add);

        limits.measureFirst(1);

        assertThat(limits.results()).extracting(RunResult::workload).contains("limit-produce");
    }
}
