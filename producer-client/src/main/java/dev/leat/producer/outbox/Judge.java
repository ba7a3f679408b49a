package dev.leat.producer.outbox;

import dev.leat.producer.outbox.PartitionOutbox.Numbers;
import dev.leat.protocol.error.ErrorCode;
import java.util.EnumSet;
import java.util.Set;

/** Tells from a broker's answer, or the lack of one, what becomes of a batch. */
final class Judge {
    /** Answers of a leader that has looked at the numbers: the batch is not in its log. */
    private static final Set<ErrorCode> JUDGED =
            EnumSet.of(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, ErrorCode.UNKNOWN_PRODUCER_ID);
    /** Answers after which the batch may be in the leader's log. */
    private static final Set<ErrorCode> APPENDED_PERHAPS = EnumSet.of(
            ErrorCode.REQUEST_TIMED_OUT, ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND, ErrorCode.KAFKA_STORAGE_ERROR);

    private static final Set<ErrorCode> TOO_LARGE =
            EnumSet.of(ErrorCode.MESSAGE_TOO_LARGE, ErrorCode.RECORD_LIST_TOO_LARGE);

    private final Numbers numbers;
    private final int maxAttempts;

    Judge(Numbers numbers, int maxAttempts) {
        this.numbers = numbers;
        this.maxAttempts = maxAttempts;
    }

    /** @param oldest whether nothing that was sent before {@code batch} is still open or failed */
    Verdict answered(SealedBatch batch, ErrorCode code, boolean oldest) {
        noteFate(batch, code);
        if (code == ErrorCode.NONE || code == ErrorCode.DUPLICATE_SEQUENCE_NUMBER) {
            return Verdict.WRITTEN;
        }
        if (batch.isTold()) {
            return Verdict.FAIL;
        }
        if (TOO_LARGE.contains(code) && batch.recordCount() > 1) {
            return Verdict.SPLIT;
        }
        if (isOrderLost(code, oldest)) {
            return Verdict.RETRY;
        }
        return code.retriable() && batch.attempts() < maxAttempts ? Verdict.RETRY : Verdict.FAIL;
    }

    private static void noteFate(SealedBatch batch, ErrorCode code) {
        if (JUDGED.contains(code)) {
            batch.setUncertain(false);
        } else if (APPENDED_PERHAPS.contains(code)) {
            batch.setUncertain(true);
        }
    }

    /** Whether the batch was refused only because of what became of others: it is not written, and may be. */
    private boolean isOrderLost(ErrorCode code, boolean oldest) {
        return switch (numbers) {
            case NONE -> false;
            case OWN_EPOCHS -> code == ErrorCode.UNKNOWN_PRODUCER_ID || isOutOfOrder(code, oldest);
            case GIVEN_EPOCHS -> isOutOfOrder(code, oldest);
        };
    }

    private static boolean isOutOfOrder(ErrorCode code, boolean oldest) {
        return code == ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER && !oldest;
    }

    /** No answer will come: the batch may be written or not. */
    Verdict unanswered(SealedBatch batch) {
        batch.setUncertain(true);
        return batch.isTold() || batch.attempts() >= maxAttempts ? Verdict.FAIL : Verdict.RETRY;
    }
}
