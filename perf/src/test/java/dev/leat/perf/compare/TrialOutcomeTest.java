package dev.leat.perf.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leat.perf.result.PairedFigure;
import dev.leat.perf.result.PairedFigure.Verdict;
import dev.leat.perf.result.RunResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialOutcomeTest {
    private static final String CPU = "brokerCpuSecondsPerGb";
    private static final Trial BULK = SampleOutcomes.trial(
            "bulk", Goal.atMost(0.8, CPU), Goal.nearLimit(1.3, CPU, "limit-socket-to-crc32c-to-file"));

    @Test
    void shouldPairFiguresInTheOrderOfTheRuns() {
        PairedFigure cpu = SampleOutcomes.outcome(BULK, List.of(1.0, 2.0, 3.0), List.of(2.0, 3.0, 4.0))
                .figures()
                .get(0);

        assertThat(cpu.name()).isEqualTo(CPU);
        assertThat(cpu.ratio()).isCloseTo(2.0 / 3, within(1e-9));
        assertThat(cpu.leastRatio()).isEqualTo(0.5);
        assertThat(cpu.greatestRatio()).isEqualTo(0.75);
        assertThat(cpu.verdict()).isEqualTo(Verdict.MET);
    }

    @Test
    void shouldHoldMemoryAgainstItsGoalInEveryTrialWithGoals() {
        List<PairedFigure> figures =
                SampleOutcomes.outcome(BULK, List.of(1.0), List.of(2.0)).figures();

        assertThat(figures)
                .filteredOn(figure -> figure.name().equals("brokerPeakResidentMb"))
                .extracting(PairedFigure::verdict)
                .containsExactly(Verdict.MISSED);
    }

    @Test
    void shouldHoldBothBrokersAgainstTheMachine() {
        TrialOutcome outcome = SampleOutcomes.outcome(BULK, List.of(1.0), List.of(2.0));

        List<AgainstLimit> against = AgainstLimit.of(
                List.of(outcome), List.of(limit("limit-socket-to-crc32c-to-file", 0.8), limit("limit-fsync", 9)));

        assertThat(against).extracting(AgainstLimit::broker).containsExactly("leat", "apache-kafka");
        assertThat(against).extracting(AgainstLimit::isMet).containsExactly(true, false);
    }

    private static RunResult limit(String key, double cpu) {
        RunResult like = SampleOutcomes.result("machine", cpu, Map.of());
        return new RunResult(
                like.schema(),
                key,
                "none",
                "machine",
                Map.of(),
                like.figures(),
                List.of(),
                List.of(),
                List.of(),
                like.hlog());
    }
}
