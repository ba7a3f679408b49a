package dev.leat.controller.group;

import dev.leat.protocol.error.ErrorCode;

/** What a client of a group is told when the coordinator's own append went wrong: it never produced, so it hears of
 * coordinators instead of leaders and replicas. */
final class AppendErrors {
    private AppendErrors() {}

    /** The answer to an offset commit. */
    static ErrorCode forCommit(ErrorCode error) {
        return isTooLarge(error) ? ErrorCode.INVALID_COMMIT_OFFSET_SIZE : translate(error);
    }

    /** The answer to everything else. */
    static ErrorCode forGroup(ErrorCode error) {
        return isTooLarge(error) ? ErrorCode.UNKNOWN_SERVER_ERROR : translate(error);
    }

    private static boolean isTooLarge(ErrorCode error) {
        return error == ErrorCode.MESSAGE_TOO_LARGE
                || error == ErrorCode.RECORD_LIST_TOO_LARGE
                || error == ErrorCode.INVALID_FETCH_SIZE;
    }

    private static ErrorCode translate(ErrorCode error) {
        return switch (error) {
            case UNKNOWN_TOPIC_OR_PARTITION, NOT_ENOUGH_REPLICAS, NOT_ENOUGH_REPLICAS_AFTER_APPEND, REQUEST_TIMED_OUT ->
                ErrorCode.COORDINATOR_NOT_AVAILABLE;
            case NOT_LEADER_OR_FOLLOWER, FENCED_LEADER_EPOCH, KAFKA_STORAGE_ERROR -> ErrorCode.NOT_COORDINATOR;
            default -> error;
        };
    }
}
