package dev.leat.perf.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.perf.compare.TrialOutcome.Run;
import dev.leat.perf.load.Progress;
import dev.leat.perf.result.Figure;
import dev.leat.perf.result.PairedFigure;
import dev.leat.perf.result.RunResult;
import dev.leat.test.TestBroker;
import dev.leat.test.WithLeat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the table as they run, briefly, against a broker in this process. */
@WithLeat
class TrialRunTest {
    private final TestBroker broker;

    TrialRunTest(TestBroker broker) {
        this.broker = broker;
    }

    @ParameterizedTest
    @ValueSource(strings = {"produce-256k", "metadata", "fetch", "end-to-end-1000"})
    void shouldFindEveryFigureThatHasAGoal(String key) throws Exception {
        Trial trial = Trials.chosen(List.of(key)).get(0);

        RunResult result = run(trial, Brokers.LEAT).get(0);

        assertThat(result.figures())
                .extracting(Figure::name)
                .containsAll(trial.goals().stream().map(Goal::figure).toList());
        assertThat(result.conditions()).containsEntry("heap", "1g").containsEntry("flush", "page cache");
    }

    @Test
    void shouldProduceWhileAnotherReadsThatIsFarBehind() throws Exception {
        List<RunResult> results = run(Trials.chosen(List.of("beside-reader")).get(0), Brokers.LEAT);

        assertThat(results).extracting(RunResult::workload).containsExactly("latency", "consume");
    }

    @Test
    void shouldClimbAsLongAsTheLoadIsReached() throws Exception {
        Trial ladder = new Trial("load", "", new LoadLadder(List.of(200, 100_000_000, 200_000_000)), List.of());

        List<RunResult> results = run(ladder, Brokers.LEAT);

        assertThat(results)
                .extracting(result -> result.conditions().get(LoadLadder.OFFERED))
                .containsExactly("200", "100000000");
    }

    @Test
    void shouldGiveEachSideItsOwnClient() throws Exception {
        Trial trial = Trials.chosen(List.of("best-client-produce")).get(0);

        Run ours = new Run(Brokers.LEAT, run(trial, Brokers.LEAT), Optional.empty());
        Run theirs = new Run(Brokers.KAFKA, run(trial, Brokers.KAFKA), Optional.empty());

        assertThat(ours.result().client()).isEqualTo("leat");
        assertThat(theirs.result().client()).isEqualTo("kafka");
        assertThat(new TrialOutcome(trial, List.of(ours, theirs), Optional.empty()).figures())
                .extracting(PairedFigure::name)
                .startsWith("recordsPerSecond");
    }

    private List<RunResult> run(Trial trial, String name) throws Exception {
        try (Stage stage = new InProcessStage(name, broker)) {
            return trial.work().run(stage, Progress.SILENT);
        }
    }
}
