package dev.leat.controller.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories against checkers I11 (commits), I12 (assignment) and I14 (coming to rest). A failure names its seed; more
 * seeds: {@code mvn -pl controller -am test -Dtest=RandomHistoryTest -Dsurefire.argLine=-Dleat.seeds=5000}.
 */
class RandomHistoryTest {
    private static final int EVENTS = 600;

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("leat.seeds", 300));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldKeepCommitsAndOwnersThroughAnyHistoryAndComeToRest(long seed) {
        RandomHistory history = new RandomHistory(seed);
        history.run(EVENTS);
        history.healAndVerify();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    void shouldDoTheSameForTheSameSeed(long seed) {
        assertThat(effects(seed)).isEqualTo(effects(seed));
    }

    static LongStream fewSeeds() {
        return LongStream.range(0, 10);
    }

    private static List<String> effects(long seed) {
        RandomHistory history = new RandomHistory(seed);
        history.run(EVENTS);
        return history.effects();
    }
}
