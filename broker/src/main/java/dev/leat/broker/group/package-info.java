/**
 * Consumer groups: drives the pure coordinators of {@code controller.group}, each on the lane of its partition of
 * {@code __consumer_offsets}, and serves their APIs.
 *
 * <p>Owner thread: a shard belongs to its partition's lane; handlers start on the connection's. May import:
 * {@code base}, {@code protocol}, {@code controller.group}, {@code broker.cluster}, {@code broker.lane},
 * {@code broker.metrics}, {@code broker.partition}, {@code broker.request}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.broker.group;
