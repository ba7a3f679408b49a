package dev.leat.broker.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.broker.lane.InlineLane;
import dev.leat.broker.metrics.Counters;
import dev.leat.broker.metrics.Limit;
import dev.leat.storage.log.LogConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionTest {
    private final InlineLane lane = new InlineLane();
    private final List<String> heard = new ArrayList<>();

    @Test
    void shouldWakeOneFetchBeforeProducersHearAndTheOthersAfter() throws Exception {
        Partition partition = LedPartition.with(LogConfig.DEFAULTS, lane, new Counters<>(Limit.class));
        for (int fetch = 1; fetch <= 3; fetch++) {
            partition.park(new Parked("fetch " + fetch), partition.highWatermark());
        }
        lane.execute(() -> {
            append(partition, 1);
            append(partition, 2);
        });
        assertThat(heard).containsExactly("fetch 1", "producer 1", "producer 2", "fetch 2", "fetch 3");
    }

    @Test
    void shouldWakeNoFetchAheadOfARefusal() throws Exception {
        Partition partition = LedPartition.with(LogConfig.DEFAULTS, lane, new Counters<>(Limit.class));
        lane.execute(() -> append(partition, 1));
        partition.park(new Parked("fetch"), partition.highWatermark());
        heard.clear();
        lane.execute(() -> partition.append(
                new AppendRequest(LedPartition.batch(1, 7), true, result -> heard.add("refused " + result.error()))));
        assertThat(heard).first().isEqualTo("refused OUT_OF_ORDER_SEQUENCE_NUMBER");
    }

    private void append(Partition partition, long producer) {
        partition.append(
                new AppendRequest(LedPartition.batch(producer, 0), true, result -> heard.add("producer " + producer)));
    }

    private final class Parked implements Waiter {
        private final String name;

        private Parked(String name) {
            this.name = name;
        }

        @Override
        public void wake() {
            heard.add(name);
        }

        @Override
        public boolean isDone() {
            return false;
        }
    }
}
