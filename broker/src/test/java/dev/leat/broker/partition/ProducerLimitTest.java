package dev.leat.broker.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.broker.lane.InlineLane;
import dev.leat.broker.metrics.Counters;
import dev.leat.broker.metrics.Limit;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.storage.log.LogConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProducerLimitTest {
    private static final LogConfig CONFIG =
            LogConfig.DEFAULTS.toBuilder().maxProducers(2).build();

    private final Counters<Limit> limits = new Counters<>(Limit.class);
    private final InlineLane lane = new InlineLane();
    private final List<ErrorCode> outcomes = new ArrayList<>();

    @Test
    void shouldCountEveryProducerThatHadToMakeRoom() throws Exception {
        Partition partition = LedPartition.with(CONFIG, lane, limits);
        append(partition, 0, 1, 2);
        assertThat(hits()).isZero();
        append(partition, 0, 3, 4);
        assertThat(hits()).isEqualTo(2);
        append(partition, 1, 3, 4);
        assertThat(hits()).as("both are known").isEqualTo(2);
        assertThat(outcomes).hasSize(6).containsOnly(ErrorCode.NONE);
    }

    /** A batch of each producer with the same sequence, all in one turn. */
    private void append(Partition partition, int sequence, long... producers) {
        lane.execute(() -> {
            for (long producer : producers) {
                partition.append(new AppendRequest(
                        LedPartition.batch(producer, sequence), false, result -> outcomes.add(result.error())));
            }
        });
    }

    private long hits() {
        return limits.get(Limit.PRODUCERS);
    }
}
