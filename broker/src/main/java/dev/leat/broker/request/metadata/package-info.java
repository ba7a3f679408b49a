/**
 * Handlers that tell clients of the cluster: brokers, topics, partitions, leaders.
 *
 * <p>Owner thread: the connection's. May import: {@code protocol}, {@code controller.cluster}, {@code broker.cluster},
 * {@code broker.request}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.broker.request.metadata;
