package dev.leat.broker.cluster;

import java.util.Set;

/** Topics in which the broker itself keeps state. */
public final class InternalTopics {
    /** Offsets and memberships of consumer groups. */
    public static final String CONSUMER_OFFSETS = "__consumer_offsets";

    /** State of transactions. */
    public static final String TRANSACTION_STATE = "__transaction_state";

    private static final Set<String> ALL = Set.of(CONSUMER_OFFSETS, TRANSACTION_STATE);

    private InternalTopics() {}

    public static boolean contains(String topic) {
        return ALL.contains(topic);
    }
}
