/**
 * The cluster as this broker sees it: the image that its partitions have been brought up to, and topics made on demand.
 *
 * <p>Owner thread: the controller's for changes; any thread reads. May import: {@code base}, {@code protocol},
 * {@code controller.cluster}, {@code broker.config}, {@code broker.partition}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.broker.cluster;
