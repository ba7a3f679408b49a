package dev.leat.perf.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.perf.load.Target;
import dev.leat.perf.process.Launch;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparerTest {
    private final List<String> history = new ArrayList<>();
    private final List<TrialOutcome> outcomes = new ArrayList<>();
    private final List<String> beside = new ArrayList<>();
    private final StringWriter said = new StringWriter();

    @Test
    void shouldTakeTurnsInBeingFirstAndEndEachBrokerBeforeTheNextBegins() throws Exception {
        compare(3, trial("a"));

        assertThat(history)
                .containsExactly(
                        "run leat",
                        "end leat",
                        "run apache-kafka",
                        "end apache-kafka",
                        "run apache-kafka",
                        "end apache-kafka",
                        "run leat",
                        "end leat",
                        "run leat",
                        "end leat",
                        "run apache-kafka",
                        "end apache-kafka");
        assertThat(outcomes.get(0).of(Brokers.LEAT)).hasSize(3);
        assertThat(outcomes.get(0).of(Brokers.KAFKA)).hasSize(3);
        assertThat(said.toString())
                .contains("order of the runs: leat, apache-kafka, apache-kafka, leat, and so on")
                .contains("[3/6] a, pair 2, apache-kafka");
    }

    @Test
    void shouldGiveUpATrialThatFailsAndGoOnWithTheNext() throws Exception {
        Trial broken = new Trial("broken", "", (stage, progress) -> fail(stage), List.of());

        compare(1, broken, trial("b"));

        assertThat(outcomes.get(0).failure()).contains("no room for leat");
        assertThat(outcomes.get(1).failure()).isEmpty();
        assertThat(history).startsWith("end leat", "run leat");
    }

    @Test
    void shouldMeasureTheMachineInTurnWithTheBrokers() throws Exception {
        compare(2, trial("a"));

        assertThat(beside).containsExactly("a after 4", "a after 8");
    }

    @Test
    void shouldKeepOnlyWholePairs() throws Exception {
        Trial broken = new Trial(
                "broken",
                "",
                (stage, progress) -> stage.broker().equals(Brokers.LEAT) ? one(stage) : fail(stage),
                List.of());

        compare(1, broken);

        assertThat(outcomes.get(0).runs()).isEmpty();
    }

    @Test
    void shouldSayWhatGoesOnAndWhenItWillBeDone() throws Exception {
        compare(1, trial("a"));

        assertThat(said.toString()).contains("[1/2] a, pair 1, leat; all done in about 60 s", "[2/2] a");
    }

    private void compare(int pairs, Trial... trials) throws InterruptedException {
        CompareProgress progress =
                new CompareProgress(new PrintWriter(said), trials.length * pairs * 2, Duration.ofSeconds(30));
        new Comparer(
                        (trial, broker, pair, watch) -> new FakeStage(broker),
                        trial -> beside.add(trial.key() + " after " + history.size()),
                        pairs,
                        progress)
                .run(List.of(trials), outcomes::add);
    }

    private Trial trial(String key) {
        return new Trial(key, "", (stage, progress) -> one(stage), List.of());
    }

    private List<RunResult> one(Stage stage) {
        history.add("run " + stage.broker());
        return List.of(SampleOutcomes.result(stage.broker(), 1, Map.of()));
    }

    private static List<RunResult> fail(Stage stage) throws IOException {
        throw new IOException("no room for " + stage.broker());
    }

    private final class FakeStage implements Stage {
        private final String broker;

        FakeStage(String broker) {
            this.broker = broker;
        }

        @Override
        public String broker() {
            return broker;
        }

        @Override
        public Target running() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Launch launch() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Path data() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void keepLog() {
            // there is none
        }

        @Override
        public Effort effort() {
            return Effort.QUICK;
        }

        @Override
        public Map<String, String> conditions() {
            return Map.of();
        }

        @Override
        public void close() {
            history.add("end " + broker);
        }
    }
}
