package dev.leat.controller.store;

/** How a request to the store ended. Only {@link #OK} changed anything for certain, only the last two are in doubt. */
public enum StoreOutcome {
    OK,
    NO_NODE,
    NODE_EXISTS,
    /** The node's version is not the expected one; nothing was written. */
    BAD_VERSION,
    /** A node with children cannot be deleted. */
    NOT_EMPTY,
    /** Ephemeral nodes can have no children. */
    NO_CHILDREN_FOR_EPHEMERALS,
    /** The store refused for a reason that will not go away by trying again: too large, not allowed, malformed. */
    REFUSED,
    /** The connection broke before the answer came: the write may have been carried out, now or a little later. */
    UNKNOWN,
    /** The session is over. A request that was on its way when it ended is as uncertain as with {@link #UNKNOWN}. */
    EXPIRED;

    /** Whether it is not known if the request was carried out. */
    public boolean inDoubt() {
        return this == UNKNOWN || this == EXPIRED;
    }
}
