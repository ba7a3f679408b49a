package dev.leat.producer.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.producer.batch.Batches;
import dev.leat.producer.outbox.PartitionOutbox.Numbers;
import dev.leat.protocol.error.ErrorCode;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PartitionOutboxTest {
    private static final long DEADLINE = 1_000;

    private final PartitionOutbox outbox = anOutbox(Numbers.OWN_EPOCHS);

    private static PartitionOutbox anOutbox(Numbers numbers) {
        PartitionOutbox made = new PartitionOutbox(numbers, 5, Integer.MAX_VALUE);
        if (made.needsIdentity()) {
            made.adopt(7, (short) 0);
        }
        return made;
    }

    /** Lets the leader know the producer: it has taken one record. */
    private void established() {
        outbox.answered(sent(1), ErrorCode.NONE);
    }

    private SealedBatch given(int records) {
        SealedBatch batch = new SealedBatch(Batches.aBatchOf(records), 0, records, DEADLINE);
        outbox.add(batch);
        return batch;
    }

    private SealedBatch sent(int records) {
        SealedBatch batch = given(records);
        assertThat(transmit()).isSameAs(batch);
        return batch;
    }

    private SealedBatch transmit() {
        SealedBatch batch = Objects.requireNonNull(outbox.peek());
        outbox.transmitted(batch);
        return batch;
    }

    @Test
    void shouldSendNothingBeforeItHasAProducerId() {
        PartitionOutbox fresh = new PartitionOutbox(Numbers.OWN_EPOCHS, 5, 10);
        fresh.add(new SealedBatch(Batches.aBatchOf(1), 0, 1, DEADLINE));

        assertThat(fresh.needsIdentity()).isTrue();
        assertThat(fresh.peek()).isNull();
    }

    @Test
    void shouldNumberBatchesByTheirRecords() {
        established();
        assertThat(sent(3).baseSequence()).isEqualTo(1);
        assertThat(sent(2).baseSequence()).isEqualTo(4);
        assertThat(sent(1).baseSequence()).isEqualTo(6);
    }

    @Test
    void shouldSendNothingBehindTheFirstBatchUntilItIsWritten() {
        SealedBatch first = sent(1);
        given(1);

        assertThat(outbox.peek()).isNull();
        outbox.answered(first, ErrorCode.NONE);
        assertThat(outbox.peek()).isNotNull();
    }

    @Test
    void shouldHaveNoMoreOnTheirWayThanAllowed() {
        established();
        for (int i = 0; i < 5; i++) {
            sent(1);
        }
        given(1);

        assertThat(outbox.peek()).isNull();
    }

    @Test
    void shouldHoldBackNewBatchesUntilAllOnTheirWayAreAnsweredAfterAFailure() {
        established();
        SealedBatch first = sent(1);
        SealedBatch second = sent(1);
        given(1);

        assertThat(outbox.answered(first, ErrorCode.NOT_LEADER_OR_FOLLOWER)).isEqualTo(Verdict.RETRY);
        assertThat(outbox.peek()).isNull();
        assertThat(outbox.answered(second, ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER))
                .isEqualTo(Verdict.RETRY);
        assertThat(outbox.peek()).isSameAs(first);
    }

    @Test
    void shouldSendFailedBatchesAgainInTheirOrderWithTheirNumbers() {
        established();
        SealedBatch first = sent(2);
        SealedBatch second = sent(1);
        SealedBatch third = given(1);
        outbox.answered(second, ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        outbox.unanswered(first);

        assertThat(List.of(transmit(), transmit(), transmit())).containsExactly(first, second, third);
        assertThat(first.baseSequence()).isEqualTo(1);
        assertThat(second.baseSequence()).isEqualTo(3);
        assertThat(third.baseSequence()).isEqualTo(4);
    }

    @Test
    void shouldTakeADuplicateForWritten() {
        assertThat(outbox.answered(sent(1), ErrorCode.DUPLICATE_SEQUENCE_NUMBER))
                .isEqualTo(Verdict.WRITTEN);
    }

    @Test
    void shouldBeginNumbersAnewUnderTheNextEpochAfterARefusal() {
        established();
        SealedBatch refused = sent(1);
        SealedBatch behind = sent(1);
        assertThat(outbox.answered(refused, ErrorCode.INVALID_TIMESTAMP)).isEqualTo(Verdict.FAIL);
        assertThat(outbox.peek()).isNull();
        assertThat(outbox.answered(behind, ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER))
                .isEqualTo(Verdict.RETRY);

        assertThat(transmit()).isSameAs(behind);
        assertThat(behind.baseSequence()).isZero();
        assertThat(behind.producerEpoch()).isEqualTo((short) 1);
    }

    @Test
    void shouldFailABatchWhoseOwnNumberTheBrokerDoesNotExpect() {
        SealedBatch lost = sent(1);
        assertThat(outbox.answered(lost, ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER))
                .isEqualTo(Verdict.FAIL);
        assertThat(sent(1).producerEpoch()).isEqualTo((short) 1);
    }

    @Test
    void shouldSendABatchAgainUnderTheNextEpochWhenTheBrokerHasForgottenTheProducer() {
        established();
        SealedBatch batch = sent(1);
        sent(1);
        outbox.answered(outbox.inFlight().get(1), ErrorCode.NONE);

        assertThat(outbox.answered(batch, ErrorCode.UNKNOWN_PRODUCER_ID)).isEqualTo(Verdict.RETRY);
        assertThat(transmit().producerEpoch()).isEqualTo((short) 1);
        assertThat(batch.baseSequence()).isZero();
    }

    @Test
    void shouldLearnTheFateOfALostBatchUnderItsOldNumberBeforeNumbersBeginAnew() {
        established();
        SealedBatch refused = sent(1);
        SealedBatch lost = sent(1);
        outbox.answered(refused, ErrorCode.INVALID_TIMESTAMP);
        outbox.unanswered(lost);

        assertThat(transmit()).isSameAs(lost);
        assertThat(lost.baseSequence()).isEqualTo(2);
        assertThat(outbox.answered(lost, ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER))
                .isEqualTo(Verdict.RETRY);
        assertThat(transmit()).isSameAs(lost);
        assertThat(lost.baseSequence()).isZero();
        assertThat(lost.producerEpoch()).isEqualTo((short) 1);
    }

    @Test
    void shouldAskForAnotherProducerIdWhenItsEpochsAreUsedUp() {
        outbox.adopt(7, (short) (Short.MAX_VALUE - 1));
        outbox.answered(sent(1), ErrorCode.INVALID_TIMESTAMP);

        assertThat(outbox.needsIdentity()).isTrue();
        outbox.adopt(8, (short) 0);
        assertThat(sent(1).producerId()).isEqualTo(8);
    }

    @Test
    void shouldLetTheEpochOfATransactionalIdBeGiven() {
        PartitionOutbox transactional = anOutbox(Numbers.GIVEN_EPOCHS);
        SealedBatch batch = new SealedBatch(Batches.aBatchOf(1), 0, 1, DEADLINE);
        transactional.add(batch);
        transactional.transmitted(batch);
        transactional.answered(batch, ErrorCode.INVALID_TIMESTAMP);
        transactional.add(new SealedBatch(Batches.aBatchOf(1), 0, 1, DEADLINE));

        assertThat(transactional.peek()).isNull();
        transactional.adopt(7, (short) 1);
        assertThat(transactional.peek()).isNotNull();
    }

    @Test
    void shouldExpireWhatWaitsAndTellOfWhatIsOnItsWay() {
        SealedBatch onItsWay = sent(1);
        SealedBatch waiting = given(1);

        assertThat(outbox.expire(DEADLINE - 1)).isEmpty();
        assertThat(outbox.expire(DEADLINE)).containsExactly(waiting, onItsWay);
        assertThat(outbox.isInFlight(onItsWay)).isTrue();
        assertThat(outbox.hasWaiting()).isFalse();
    }

    @Test
    void shouldLeaveNoGapWhenABatchThatExpiredOnItsWayIsLost() {
        SealedBatch expired = sent(1);
        expired.setTold();
        assertThat(outbox.unanswered(expired)).isEqualTo(Verdict.FAIL);

        SealedBatch next = sent(1);
        assertThat(next.producerEpoch()).isEqualTo((short) 1);
        assertThat(next.baseSequence()).isZero();
    }

    @Test
    void shouldGoOnWithItsNumbersWhenABatchThatExpiredOnItsWayIsWrittenAfterAll() {
        SealedBatch expired = sent(1);
        expired.setTold();
        outbox.answered(expired, ErrorCode.NONE);

        SealedBatch next = sent(1);
        assertThat(next.producerEpoch()).isZero();
        assertThat(next.baseSequence()).isEqualTo(1);
    }

    @Test
    void shouldSplitATooLargeBatchWithinItsNumbers() {
        established();
        SealedBatch whole = sent(5);
        SealedBatch behind = sent(1);
        assertThat(outbox.answered(whole, ErrorCode.MESSAGE_TOO_LARGE)).isEqualTo(Verdict.SPLIT);
        SealedBatch left = new SealedBatch(whole.origin(), 0, 2, DEADLINE);
        SealedBatch right = new SealedBatch(whole.origin(), 2, 3, DEADLINE);
        outbox.replace(whole, List.of(left, right));
        outbox.answered(behind, ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);

        assertThat(List.of(transmit(), transmit(), transmit())).containsExactly(left, right, behind);
        assertThat(left.baseSequence()).isEqualTo(1);
        assertThat(right.baseSequence()).isEqualTo(3);
        assertThat(behind.baseSequence()).isEqualTo(6);
    }

    @Test
    void shouldNotSplitASingleRecord() {
        assertThat(outbox.answered(sent(1), ErrorCode.MESSAGE_TOO_LARGE)).isEqualTo(Verdict.FAIL);
    }

    @Test
    void shouldGiveUpAfterTheAllowedAttempts() {
        PartitionOutbox once = new PartitionOutbox(Numbers.NONE, 1, 1);
        SealedBatch batch = new SealedBatch(Batches.aBatchOf(1), 0, 1, DEADLINE);
        once.add(batch);
        once.transmitted(batch);

        assertThat(once.answered(batch, ErrorCode.NOT_ENOUGH_REPLICAS)).isEqualTo(Verdict.FAIL);
        assertThat(once.isIdle()).isTrue();
    }
}
