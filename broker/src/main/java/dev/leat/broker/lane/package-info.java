/**
 * Lanes: each owns partitions. Work reaches a lane through its mailbox and runs in order of arrival, by one thread at a time, so
 * what a lane owns needs no locks.
 *
 * <p>Owner thread: whoever has claimed the lane, its keeper or a network thread. May import: {@code base}, {@code protocol.model}, JCTools.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.broker.lane;
