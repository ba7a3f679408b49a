package dev.leat.consumer.group;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole histories of groups of the KIP-848 protocol, with members and connections that fail, against a small model. */
class ModernHistoryTest {
    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldNeverReadWhatAnotherStillHasAndEndBalanced(long seed) {
        AtomicInteger ids = new AtomicInteger();
        SimulatedGroup group = new SimulatedGroup(
                seed,
                new ModernModel(),
                false,
                (config, backoff) -> new ModernMember(config, "member" + ids.incrementAndGet(), backoff));
        group.join();
        group.join();
        group.run(4_000);
        group.settle();
        group.verifyBalanced();
    }
}
