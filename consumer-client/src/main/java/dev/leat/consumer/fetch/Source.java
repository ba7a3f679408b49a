package dev.leat.consumer.fetch;

import dev.leat.protocol.model.TopicPartition;

/** A feed with what the loop knows of it. Loop only. */
final class Source {
    private final Feed feed;
    private final PartitionState state = new PartitionState();
    private boolean asking;

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

    /** Whether a question about its position is on its way. */
    boolean isAsking() {
        return asking;
    }

    void setAsking(boolean value) {
        asking = value;
    }
}
