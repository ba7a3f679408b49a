/**
 * The way of a produce: validation on the connection's thread, the append on the partition's lane, and one answer when
 * the last partition has answered.
 *
 * <p>Owner thread: see each type. May import: {@code base}, {@code protocol}, {@code broker.lane}, {@code broker.metrics}, {@code broker.partition},
 * {@code broker.request}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.broker.produce;
