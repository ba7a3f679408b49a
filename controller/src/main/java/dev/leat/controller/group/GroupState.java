package dev.leat.controller.group;

/** Where a classic group stands; the names on the wire are Kafka's. */
public enum GroupState {
    /** No members; offsets may remain until their retention ends. */
    EMPTY("Empty"),
    /** Members are asked to join again; the next generation waits for them. */
    PREPARING_REBALANCE("PreparingRebalance"),
    /** The generation is fixed; its leader's assignment is awaited or on its way to the log. */
    COMPLETING_REBALANCE("CompletingRebalance"),
    /** Every member may have its assignment. */
    STABLE("Stable"),
    /** Being deleted: its tombstones are on their way to the log. */
    DEAD("Dead");

    private final String wireName;

    GroupState(String wireName) {
        this.wireName = wireName;
    }

    /** The name in DescribeGroups and ListGroups. */
    public String wireName() {
        return wireName;
    }
}
