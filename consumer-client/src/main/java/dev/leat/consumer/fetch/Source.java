package dev.leat.consumer.fetch;

import dev.leat.protocol.model.TopicPartition;

/** A feed with what the loop knows of it. Loop only. */
final class Source {
    private static final int NONE = Integer.MIN_VALUE;

    private final Feed feed;
    private final PartitionState state = new PartitionState();
    private boolean asking;
    private int askedEpoch = NONE;

    Source(Feed feed) {
        this.feed = feed;
    }

    Feed feed() {
        return feed;
    }

    TopicPartition partition() {
        return feed.partition();
    }

    PartitionState state() {
        return state;
    }

    /** Whether it is being looked up where it is to start. */
    boolean isAsking() {
        return asking;
    }

    void setAsking(boolean value) {
        asking = value;
    }

    /** Whether the leader of now is being asked if its position lies in the log. */
    boolean isValidating() {
        return askedEpoch == state.leaderEpoch();
    }

    void validating() {
        askedEpoch = state.leaderEpoch();
    }

    /** @return whether who was asked as the leader of {@code epoch} still leads; a former leader's answer says nothing */
    boolean answered(int epoch) {
        if (askedEpoch == epoch) {
            askedEpoch = NONE;
        }
        return state.leaderEpoch() == epoch;
    }
}
