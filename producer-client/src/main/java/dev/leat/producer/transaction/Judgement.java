package dev.leat.producer.transaction;

import dev.leat.protocol.error.ErrorCode;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a coordinator's answer means for the producer. */
public enum Judgement {
    DONE,
    /** Ask again after a pause. */
    AGAIN,
    /** Ask again soon: the coordinator is about to finish the transaction before. */
    AGAIN_SOON,
    /** Ask again after a pause, and look for the coordinator first. */
    AGAIN_ELSEWHERE,
    /** The transaction can only be aborted. */
    ABORT,
    /** Another producer has taken the transactional id over. */
    FENCED,
    /** Nothing goes any more. */
    FATAL;

    private static final Set<ErrorCode> FENCING = EnumSet.of(
            ErrorCode.PRODUCER_FENCED, ErrorCode.INVALID_PRODUCER_EPOCH, ErrorCode.TRANSACTION_COORDINATOR_FENCED);

    private static final Set<ErrorCode> MOVED =
            EnumSet.of(ErrorCode.NOT_COORDINATOR, ErrorCode.COORDINATOR_NOT_AVAILABLE, ErrorCode.REQUEST_TIMED_OUT);

    /** What an abort, and perhaps a new epoch, puts right. */
    private static final Set<ErrorCode> OF_THIS_TRANSACTION = EnumSet.of(
            ErrorCode.TRANSACTION_ABORTABLE,
            ErrorCode.INVALID_TXN_STATE,
            ErrorCode.UNKNOWN_PRODUCER_ID,
            ErrorCode.INVALID_PRODUCER_ID_MAPPING,
            ErrorCode.OPERATION_NOT_ATTEMPTED,
            ErrorCode.TOPIC_AUTHORIZATION_FAILED,
            ErrorCode.GROUP_AUTHORIZATION_FAILED,
            ErrorCode.GROUP_ID_NOT_FOUND,
            ErrorCode.UNKNOWN_MEMBER_ID,
            ErrorCode.ILLEGAL_GENERATION,
            ErrorCode.STALE_MEMBER_EPOCH,
            ErrorCode.FENCED_MEMBER_EPOCH,
            ErrorCode.FENCED_INSTANCE_ID,
            ErrorCode.OFFSET_METADATA_TOO_LARGE,
            ErrorCode.INVALID_COMMIT_OFFSET_SIZE);

    /** What a leader refuses that ends the producer, not only the transaction. */
    private static final Set<ErrorCode> OF_THIS_PRODUCER = EnumSet.of(
            ErrorCode.PRODUCER_FENCED,
            ErrorCode.TRANSACTION_COORDINATOR_FENCED,
            ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED,
            ErrorCode.CLUSTER_AUTHORIZATION_FAILED,
            ErrorCode.UNSUPPORTED_VERSION,
            ErrorCode.UNSUPPORTED_FOR_MESSAGE_FORMAT);

    static Judgement of(Question question, ErrorCode code) {
        if (code == ErrorCode.NONE) {
            return DONE;
        }
        if (FENCING.contains(code)) {
            return FENCED;
        }
        if (code == ErrorCode.CONCURRENT_TRANSACTIONS) {
            return AGAIN_SOON;
        }
        if (code.retriable()) {
            return MOVED.contains(code) ? AGAIN_ELSEWHERE : AGAIN;
        }
        boolean abortable = !(question instanceof Question.Initialise) && OF_THIS_TRANSACTION.contains(code);
        return abortable ? ABORT : FATAL;
    }

    /**
     * Whether a batch that failed with {@code code} ends the producer. An old epoch is not among the reasons: a broker that
     * aborted the transaction for its age leaves one behind as well, and the coordinator knows which it was (KIP-588).
     */
    static boolean endsProducer(@Nullable ErrorCode code) {
        return code != null && OF_THIS_PRODUCER.contains(code);
    }

    boolean isAgain() {
        return this == AGAIN || this == AGAIN_SOON || this == AGAIN_ELSEWHERE;
    }
}
