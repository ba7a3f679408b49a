package dev.leat.controller.group;

/** A bound that keeps members out of a group; clients are told the same error for each. */
public enum GroupLimit {
    /** {@link GroupConfig#maxSize()}. */
    MEMBERS,
    /** {@link GroupConfig#maxPendingMembers()}. */
    PENDING_MEMBERS
}
