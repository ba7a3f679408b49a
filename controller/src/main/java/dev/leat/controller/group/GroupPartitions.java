package dev.leat.controller.group;

import dev.leat.base.Check;

/** Which partition of {@code __consumer_offsets} a group lives on; clients find the coordinator through its leader. */
public final class GroupPartitions {
    private GroupPartitions() {}

    /**
     * The partition of {@code groupId}, as every Kafka broker computes it: the string's Java hash without its sign.
     *
     * @param partitionCount of {@code __consumer_offsets}, at least 1
     */
    public static int partitionFor(String groupId, int partitionCount) {
        Check.atLeast(1, partitionCount, "partitionCount");
        int hash = groupId.hashCode();
        int magnitude = hash == Integer.MIN_VALUE ? 0 : Math.abs(hash); // that one has no positive counterpart
        return magnitude % partitionCount;
    }
}
