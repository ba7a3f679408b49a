package dev.leat.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One seed is one history of appends, flushes, cuts, crashes and restarts, checked against a list in memory. */
class LogCrashTest {
    private static final int STEPS = 250;
    private static final int SEEDS = Integer.getInteger("leat.log.seeds", 60); // 3,000 take five minutes

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldKeepWhatWasSyncedAndInventNothing(long seed) throws Exception {
        LogHistory history = new LogHistory(seed);
        for (int step = 0; step < STEPS; step++) {
            history.step();
        }
        history.restartInOrder();
        history.checkEverything();
        assertThat(history.crashes()).isPositive();
        assertThat(history.appendedBatches()).isPositive();
    }
}
