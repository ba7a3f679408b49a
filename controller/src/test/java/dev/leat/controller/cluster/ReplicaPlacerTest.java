package dev.leat.controller.cluster;

import static dev.leat.controller.cluster.TestBrokers.broker;
import static dev.leat.controller.cluster.TestBrokers.inRack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.RandomSource;
import dev.leat.base.fake.SeededRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ReplicaPlacerTest {
    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @Test
    void shouldPlaceEverythingOnTheOnlyBroker() {
        ReplicaPlacer placer = new ReplicaPlacer(List.of(broker(7, 1)));
        assertThat(placer.place(0, 1)).containsExactly(7);
        assertThat(placer.place(12, 1)).containsExactly(7);
    }

    @Test
    void shouldVaryTheFollowersOfALeaderFromLapToLap() {
        ReplicaPlacer placer = new ReplicaPlacer(List.of(broker(0, 1), broker(1, 1), broker(2, 1)));
        assertThat(placer.place(0, 2)).containsExactly(0, 1);
        assertThat(placer.place(3, 2)).containsExactly(0, 2);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldBalanceLeadersAndReplicasAndUseEveryRackBeforeOneTwice(long seed) {
        RandomSource random = new SeededRandom(seed, "placement");
        int racks = 1 + random.nextInt(4);
        int perRack = 1 + random.nextInt(3);
        List<BrokerRegistration> brokers = new ArrayList<>();
        Map<Integer, String> rackOf = new HashMap<>();
        for (int id = 0; id < racks * perRack; id++) {
            brokers.add(inRack(id, "rack-" + id / perRack));
            rackOf.put(id, "rack-" + id / perRack);
        }
        ReplicaPlacer placer = new ReplicaPlacer(brokers);
        int replicationFactor = 1 + random.nextInt(brokers.size());
        long begin = random.nextInt(1_000);
        Map<Integer, Integer> leaders = new HashMap<>();
        int laps = brokers.size() * Math.max(1, brokers.size() - 1);
        Map<Integer, Integer> replicas = new HashMap<>();
        for (long turn = begin; turn < begin + laps; turn++) {
            List<Integer> placed = placer.place(turn, replicationFactor);
            assertThat(placed).hasSize(replicationFactor).doesNotHaveDuplicates();
            Set<String> used = placed.stream().map(rackOf::get).collect(Collectors.toCollection(HashSet::new));
            assertThat(used).hasSize(Math.min(racks, replicationFactor));
            leaders.merge(placed.get(0), 1, Integer::sum);
            placed.forEach(id -> replicas.merge(id, 1, Integer::sum));
        }
        assertThat(spread(leaders)).isZero();
        assertThat(replicas).hasSize(brokers.size());
        assertThat(spread(replicas)).isLessThanOrEqualTo(laps / 2);
    }

    private static int spread(Map<Integer, Integer> counts) {
        Stream<Integer> values = counts.values().stream();
        List<Integer> sorted = values.sorted().toList();
        return sorted.get(sorted.size() - 1) - sorted.get(0);
    }
}
