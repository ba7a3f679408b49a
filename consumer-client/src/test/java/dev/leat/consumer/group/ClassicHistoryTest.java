package dev.leat.consumer.group;

import dev.leat.consumer.group.assignor.Assignor;
import dev.leat.consumer.group.assignor.CooperativeStickyAssignor;
import dev.leat.consumer.group.assignor.RangeAssignor;
import dev.leat.consumer.group.assignor.StickyAssignor;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole histories of groups, with members and coordinators that fail, against the broker's own coordinator. */
class ClassicHistoryTest {
    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldNeverShareAPartitionAndEndBalancedWhenEager(long seed) {
        verify(seed, () -> List.of(new RangeAssignor(), new CooperativeStickyAssignor()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldNeverShareAPartitionAndEndBalancedWhenSticky(long seed) {
        verify(seed, () -> List.of(new StickyAssignor()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldNeverShareAPartitionAndEndBalancedWhenCooperative(long seed) {
        verify(seed, () -> List.of(new CooperativeStickyAssignor()));
    }

    private static void verify(long seed, Supplier<List<Assignor>> assignors) {
        SimulatedGroup group = new SimulatedGroup(
                seed,
                new SimulatedCoordinator(),
                true,
                (config, backoff) -> new ClassicMember(config, assignors.get(), backoff));
        group.join();
        group.join();
        group.run(4_000);
        group.settle();
        group.verifyBalanced();
    }
}
