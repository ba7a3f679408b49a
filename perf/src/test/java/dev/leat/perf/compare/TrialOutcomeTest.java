package dev.leat.perf.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.leat.perf.compare.TrialOutcome.Run;
import dev.leat.perf.result.Figure;
import dev.leat.perf.result.PairedFigure;
import dev.leat.perf.result.PairedFigure.Verdict;
import dev.leat.perf.result.RunResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    void shouldShowGoalsThatCouldNotBeMeasured() {
        Trial trial = SampleOutcomes.trial("bulk", Goal.atMost(0.1, "serveMillis"), Goal.atMost(0.8, CPU));
        RunResult whole = SampleOutcomes.result(Brokers.LEAT, 1, Map.of())
                .with(new Figure("serveMillis", "ms", 7, Figure.Better.LOWER));
        TrialOutcome halved = new TrialOutcome(
                trial,
                List.of(new Run(Brokers.LEAT, List.of(whole), Optional.empty()), SampleOutcomes.run(Brokers.KAFKA, 2)),
                Optional.empty());

        PairedFigure serving = halved.figures().get(0);

        assertThat(serving.verdict()).isEqualTo(Verdict.NOT_MEASURED);
        assertThat(serving.unit()).isEqualTo("ms");
        assertThat(ComparisonTable.of(new Comparison(Map.of(), false, List.of(), List.of(halved))))
                .contains("until all serve", "7.00", "not measured: no value of apache-kafka");
    }

    @Test
    void shouldShowTheGoalsOfATrialThatWasGivenUp() {
        TrialOutcome broken = new TrialOutcome(BULK, List.of(), Optional.of("no room"));

        assertThat(broken.figures())
                .extracting(PairedFigure::name, PairedFigure::verdict)
                .containsExactly(tuple(CPU, Verdict.NOT_MEASURED), tuple("brokerPeakResidentMb", Verdict.NOT_MEASURED));
        assertThat(AgainstLimit.of(List.of(broken), List.of()))
                .extracting(AgainstLimit::verdict)
                .containsOnly(Verdict.NOT_MEASURED)
                .hasSize(2);
    }

    @Test
    void shouldSayNothingOfALimitAfterShortRuns() {
        List<Run> quick = SampleOutcomes.outcome(BULK, List.of(1.0), List.of(2.0)).runs().stream()
                .map(run -> new Run(
                        run.broker(),
                        List.of(SampleOutcomes.result(run.broker(), 1, Map.of("quick", "yes"))),
                        Optional.empty()))
                .toList();

        assertThat(AgainstLimit.of(
                        List.of(new TrialOutcome(BULK, quick, Optional.empty())),
                        List.of(limit("limit-socket-to-crc32c-to-file", 0.8))))
                .extracting(AgainstLimit::verdict)
                .containsOnly(Verdict.NOT_TRUSTED);
    }

    @Test
    void shouldSayNothingOfPacedRunsThatOtherWorkDisturbed() {
        CpuShares shares = new CpuShares(0.1, 0.2, 0.18, 0.52);

        assertThat(oneRun(BULK, shares, Map.of()).isTrusted()).isTrue();
        assertThat(oneRun(BULK, shares, Map.of("rate", "1000.0")).isTrusted()).isFalse();
        assertThat(oneRun(BULK.askingLittle(), shares, Map.of()).isTrusted()).isFalse();
    }

    @Test
    void shouldNameTheRunWhoseSharesSayLeast() {
        TrialOutcome outcome = new TrialOutcome(
                BULK,
                List.of(
                        run(new CpuShares(0.1, 0.2, 0, 0.97), Map.of("rate", "1000.0")),
                        run(new CpuShares(0.1, 0.2, 0.5, 0.2), Map.of("rate", "1000.0"))),
                Optional.empty());

        assertThat(outcome.isTrusted()).isFalse();
        assertThat(Verdicts.bound(outcome, Brokers.LEAT))
                .startsWith("not known")
                .contains("idle 97 %");
    }

    private static TrialOutcome oneRun(Trial trial, CpuShares shares, Map<String, String> conditions) {
        return new TrialOutcome(trial, List.of(run(shares, conditions)), Optional.empty());
    }

    private static Run run(CpuShares shares, Map<String, String> conditions) {
        return new Run(Brokers.LEAT, List.of(SampleOutcomes.result(Brokers.LEAT, 1, conditions)), Optional.of(shares));
    }

    @Test
    void shouldHoldBothBrokersAgainstTheMachine() {
        TrialOutcome outcome = SampleOutcomes.outcome(BULK, List.of(1.0), List.of(2.0));

        List<AgainstLimit> against = AgainstLimit.of(
                List.of(outcome), List.of(limit("limit-socket-to-crc32c-to-file", 0.8), limit("limit-fsync", 9)));

        assertThat(against).extracting(AgainstLimit::broker).containsExactly("leat", "apache-kafka");
        assertThat(against).extracting(AgainstLimit::verdict).containsExactly(Verdict.MET, Verdict.MISSED);
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
