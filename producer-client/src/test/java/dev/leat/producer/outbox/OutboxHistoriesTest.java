package dev.leat.producer.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.SeededRandom;
import dev.leat.producer.batch.Batches;
import dev.leat.protocol.error.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories of lost requests, lost answers, refusals and expiries against a broker that judges sequences as Kafka does. */
class OutboxHistoriesTest {
    private static final int STEPS = 2_000;

    private final PartitionOutbox outbox =
            new PartitionOutbox(PartitionOutbox.Numbers.OWN_EPOCHS, 5, Integer.MAX_VALUE);
    private final Deque<SealedBatch> connection = new ArrayDeque<>();
    private final Broker broker = new Broker();
    private final List<SealedBatch> acknowledged = new ArrayList<>();
    private final Set<SealedBatch> settled = new HashSet<>();
    private int given;
    private long nowNanos;

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldWriteEachAcknowledgedBatchOnceAndInOrder(long seed) {
        SeededRandom random = new SeededRandom(seed, "outbox");
        outbox.adopt(1, (short) 0);
        for (int i = 0; i < STEPS; i++) {
            step(random.nextInt(100), random);
        }
        finish();

        assertThat(broker.written).as("seed %s", seed).doesNotHaveDuplicates();
        assertThat(broker.written)
                .as("seed %s", seed)
                .isSortedAccordingTo((a, b) -> Long.compare(a.order(), b.order()));
        assertThat(broker.written).as("seed %s", seed).containsAll(acknowledged);
        assertThat(settled).as("seed %s: every batch comes to an end", seed).hasSize(given);
    }

    private void step(int dice, SeededRandom random) {
        nowNanos++;
        if (dice < 30) {
            given++;
            int records = 1 + random.nextInt(3);
            outbox.add(new SealedBatch(Batches.aBatchOf(records), 0, records, nowNanos + 50 + random.nextInt(500)));
        } else if (dice < 65) {
            transmit();
        } else if (dice < 92) {
            answer(random.nextInt(100));
        } else if (dice < 95) {
            breakConnection(random);
        } else {
            expire();
        }
    }

    private void transmit() {
        SealedBatch batch = outbox.peek();
        if (batch != null) {
            outbox.transmitted(batch);
            connection.addLast(batch);
        }
    }

    private void answer(int dice) {
        SealedBatch batch = connection.pollFirst();
        if (batch != null) {
            settle(batch, outbox.answered(batch, broker.judge(batch, dice)));
        }
    }

    /** Of the requests on their way the broker gets some; the producer hears of none. */
    private void breakConnection(SeededRandom random) {
        int arrived = random.nextInt(connection.size() + 1);
        List<SealedBatch> lost = new ArrayList<>(connection);
        connection.clear();
        lost.subList(0, arrived).forEach(batch -> broker.judge(batch, 99));
        lost.forEach(batch -> settle(batch, outbox.unanswered(batch)));
    }

    private void expire() {
        for (SealedBatch batch : outbox.expire(nowNanos)) {
            batch.setTold();
            if (!outbox.isInFlight(batch)) {
                settled.add(batch);
            }
        }
    }

    private void settle(SealedBatch batch, Verdict verdict) {
        if (verdict == Verdict.WRITTEN && !batch.isTold()) {
            acknowledged.add(batch);
        }
        if (verdict == Verdict.WRITTEN || verdict == Verdict.FAIL) {
            settled.add(batch);
        }
    }

    private void finish() {
        while (!outbox.isIdle()) {
            transmit();
            answer(99);
        }
    }

    /** Sequence checks of one partition leader (KIP-98, KIP-360), with duplicates found in the last five batches. */
    private static final class Broker {
        private final List<SealedBatch> written = new ArrayList<>();
        private final Deque<Integer> lastFive = new ArrayDeque<>();
        private short epoch = -1;
        private int expected;

        ErrorCode judge(SealedBatch batch, int dice) {
            if (dice < 5) {
                return ErrorCode.NOT_LEADER_OR_FOLLOWER;
            }
            if (dice < 7) {
                return ErrorCode.INVALID_TIMESTAMP;
            }
            if (batch.producerEpoch() < epoch) {
                return ErrorCode.INVALID_PRODUCER_EPOCH;
            }
            if (batch.producerEpoch() > epoch && batch.baseSequence() == 0) {
                epoch = batch.producerEpoch();
                expected = 0;
                lastFive.clear();
            }
            if (batch.producerEpoch() == epoch && lastFive.contains(batch.baseSequence())) {
                return ErrorCode.DUPLICATE_SEQUENCE_NUMBER;
            }
            if (epoch < 0) { // a producer that it does not know may begin anywhere
                epoch = batch.producerEpoch();
                expected = batch.baseSequence();
            }
            return batch.producerEpoch() == epoch && batch.baseSequence() == expected
                    ? append(batch)
                    : ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER;
        }

        private ErrorCode append(SealedBatch batch) {
            written.add(batch);
            expected += batch.recordCount();
            lastFive.addLast(batch.baseSequence());
            if (lastFive.size() > 5) {
                lastFive.removeFirst();
            }
            return ErrorCode.NONE;
        }
    }
}
