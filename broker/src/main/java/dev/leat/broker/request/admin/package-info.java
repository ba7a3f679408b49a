/**
 * Handlers that change the cluster or show how it is set up: topics, partitions, settings.
 *
 * <p>Owner thread: the connection's until the controller is asked, the controller's for the reply. May import:
 * {@code protocol}, {@code controller.cluster}, {@code broker.cluster}, {@code broker.config}, {@code broker.partition},
 * {@code broker.request}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.broker.request.admin;
