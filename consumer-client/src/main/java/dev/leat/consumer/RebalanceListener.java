package dev.leat.consumer;

import dev.leat.protocol.model.TopicPartition;
import java.util.Collection;

/**
 * Hears which partitions the group takes from this consumer and gives to it.
 *
 * <p>Called on the polling thread, inside {@link Consumer#poll}, {@link Consumer#unsubscribe} or {@link Consumer#close}; may
 * call the consumer, for example to commit or to seek. What it throws comes out of that call, after the rebalance has
 * been taken to its end.
 */
public interface RebalanceListener {
    /** Hears nothing. */
    RebalanceListener NONE = new RebalanceListener() {
        @Override
        public void onRevoked(Collection<TopicPartition> partitions) {}

        @Override
        public void onAssigned(Collection<TopicPartition> partitions) {}
    };

    /** Before {@code partitions} are given up: the last chance to commit what was read of them. */
    void onRevoked(Collection<TopicPartition> partitions);

    /** After {@code partitions} were added; nothing of them has been read yet. */
    void onAssigned(Collection<TopicPartition> partitions);

    /** {@code partitions} belong to others already (a session timed out): a commit would be refused. */
    default void onLost(Collection<TopicPartition> partitions) {
        onRevoked(partitions);
    }
}
