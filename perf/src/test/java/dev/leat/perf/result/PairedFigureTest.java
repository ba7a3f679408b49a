package dev.leat.perf.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.perf.result.Figure.Better;
import dev.leat.perf.result.PairedFigure.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PairedFigureTest {
    @Test
    void shouldTakeTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(PairedFigure.median(List.of(5.0, 1.0, 3.0))).isEqualTo(3);
        assertThat(PairedFigure.median(List.of(4.0, 1.0, 3.0, 9.0))).isEqualTo(3.5);
    }

    @Test
    void shouldTellAGoalReachedByEveryPairFromOneReachedByTheMedian() {
        assertThat(paired(Better.LOWER, List.of(1.0, 1.0, 1.0), 0.5).verdict()).isEqualTo(Verdict.MET);
        assertThat(paired(Better.LOWER, List.of(1.0, 1.0, 1.9), 0.5).verdict()).isEqualTo(Verdict.MET_BY_MEDIAN);
        assertThat(paired(Better.LOWER, List.of(1.9, 1.0, 1.9), 0.5).verdict()).isEqualTo(Verdict.MISSED);
    }

    @Test
    void shouldWantMoreWhereMoreIsBetter() {
        assertThat(paired(Better.HIGHER, List.of(4.0, 4.0, 4.0), 2).verdict()).isEqualTo(Verdict.MET);
        assertThat(paired(Better.HIGHER, List.of(2.0, 2.0, 4.0), 2).verdict()).isEqualTo(Verdict.MISSED);
    }

    @Test
    void shouldSayNothingOfAGoalAfterShortOrDisturbedRuns() {
        PairedFigure figure =
                new PairedFigure("w", "f", "", Better.LOWER, List.of(1.0), List.of(9.0), false, OptionalDouble.of(0.5));
        assertThat(figure.verdict()).isEqualTo(Verdict.NOT_TRUSTED);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldNeverShowARatioOutsideItsPairs(long seed) {
        Random random = new Random(seed);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int pair = 0; pair <= random.nextInt(7); pair++) {
            ours.add(0.1 + random.nextDouble());
            theirs.add(0.1 + random.nextDouble());
        }

        PairedFigure figure = new PairedFigure("w", "f", "", Better.LOWER, ours, theirs, true, OptionalDouble.empty());

        assertThat(figure.ratio()).isBetween(figure.leastRatio() * (1 - 1e-9), figure.greatestRatio() * (1 + 1e-9));
    }

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    private static PairedFigure paired(Better better, List<Double> ours, double goal) {
        return new PairedFigure("w", "f", "", better, ours, List.of(2.0, 2.0, 2.0), true, OptionalDouble.of(goal));
    }
}
