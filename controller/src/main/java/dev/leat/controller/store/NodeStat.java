package dev.leat.controller.store;

/**
 * What the store knows of a node besides its data.
 *
 * @param createdZxid number of the transaction that created it; grows over the whole store, so it orders incarnations
 * @param modifiedZxid number of the transaction that last set its data
 * @param version 0 when created, one more with every set
 * @param ephemeralOwner id of the session the node lives with, or 0 for a persistent one
 * @param childCount number of children, at least 0
 */
public record NodeStat(long createdZxid, long modifiedZxid, int version, long ephemeralOwner, int childCount) {}
