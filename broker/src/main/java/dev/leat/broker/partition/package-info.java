/**
 * The replicas that this broker holds: what a leader may append and show, and who waits for what.
 *
 * <p>Owner thread: a partition belongs to one lane; what other threads may read is published as immutable views. May
 * import: {@code base}, {@code protocol}, {@code storage-log}, {@code broker.lane}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.broker.partition;
