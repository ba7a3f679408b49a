/**
 * Lanes: the threads that own partitions. Work reaches a lane through its mailbox and runs in order of arrival, so
 * what a lane owns needs no locks.
 *
 * <p>Owner thread: each lane is its own. May import: {@code base}, {@code protocol.model}, JCTools.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.broker.lane;
