package dev.leat.broker.partition;

/** Learns what became of an {@link AppendRequest}; on the partition's lane, once. */
@FunctionalInterface
public interface AppendListener {
    void appended(AppendResult result);
}
