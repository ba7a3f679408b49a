package dev.leat.controller.store;

/**
 * A node as it was read.
 *
 * @param data never null, maybe empty; not copied, read only
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record Node(byte[] data, NodeStat stat) {}
