/**
 * Handlers that ask a partition's log about itself: offsets by time and by epoch, sizes.
 *
 * <p>Owner thread: the connection's. May import: {@code protocol}, {@code storage.log}, {@code broker.partition},
 * {@code broker.request}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.broker.request.log;
