package dev.leat.consumer.group;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.util.Set;

/** What an answer of the coordinator, or the lack of one, means for a classic member. Immutable. */
sealed interface Reply {
    /** Nothing new; if it was about joining, that goes on by itself, or has to be tried again. */
    record Nothing() implements Reply {}

    /** The coordinator has given the member an id and wants to see it at once (KIP-394). */
    record Named() implements Reply {}

    /** The group rebalances: join it again as soon as possible. */
    record Rebalance() implements Reply {}

    /**
     * The group went on without this member: what it has may be read by others already.
     *
     * @param isNamed whether the group still knows it by its id
     */
    record Lost(boolean isNamed) implements Reply {}

    /** Another broker coordinates the group now, or none yet. */
    record Moved() implements Reply {}

    /** The member is in, and these are its partitions. */
    record Assigned(Set<TopicPartition> partitions) implements Reply {}

    /** Not to be mended by trying again soon. */
    record Failed(ClientException failure) implements Reply {}

    /**
     * What {@code error} means, or its absence.
     *
     * @param doing what was asked for, as the start of "… group 'g'"
     */
    static Reply of(ErrorCode error, String doing, String groupId) {
        return switch (error) {
            case NONE -> new Nothing();
            case COORDINATOR_LOAD_IN_PROGRESS -> new Nothing(); // a pause is all it takes
            case REBALANCE_IN_PROGRESS -> new Rebalance();
            case UNKNOWN_MEMBER_ID -> new Lost(false);
            case ILLEGAL_GENERATION -> new Lost(true);
            case COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR -> new Moved();
            default -> new Failed(ClientErrors.of(error, doing + " group '" + groupId + "'", null));
        };
    }
}
