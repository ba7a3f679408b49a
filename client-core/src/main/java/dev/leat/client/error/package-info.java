/**
 * What can go wrong between a client and its brokers, in four kinds that callers handle differently.
 *
 * <p>Owner thread: none, exceptions are immutable. May import: {@code base}, {@code protocol.error}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.client.error;
