package dev.leat.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Measures a further broker in a JVM that has had some: the goal is 150 ms each for start and end. */
class StartTimeTest {
    private static final int WARM_UP = 5;
    private static final int MEASURED = 9;
    private static final long BOUND_MS = 5_000; // far above the goal: the machine may be busy with other things

    @ParameterizedTest
    @CsvSource({"MEMORY, MEMORY", "TEMPORARY_DIRECTORY, MEMORY", "TEMPORARY_DIRECTORY, ZOOKEEPER"})
    void shouldStartAndEndQuicklyInAWarmJvm(Storage storage, Coordination coordination) throws Exception {
        BrokerOptions options = BrokerOptions.defaults().on(storage).coordinatedBy(coordination);
        List<Long> starts = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        for (int lap = 0; lap < WARM_UP + MEASURED; lap++) {
            long begun = System.nanoTime();
            TestBroker broker = TestBroker.start(options);
            long started = System.nanoTime();
            Exchange.send(broker, "orders", "a");
            long closing = System.nanoTime();
            broker.close();
            if (lap >= WARM_UP) {
                starts.add((started - begun) / 1_000_000);
                ends.add((System.nanoTime() - closing) / 1_000_000);
            }
        }
        System.out.printf(
                "%s storage, %s coordination: start %s ms, end %s ms (medians %d and %d)%n",
                storage, coordination, starts, ends, median(starts), median(ends));
        assertThat(median(starts)).isLessThan(BOUND_MS);
        assertThat(median(ends)).isLessThan(BOUND_MS);
    }

    private static long median(List<Long> values) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
