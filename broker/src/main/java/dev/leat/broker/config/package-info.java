/**
 * The broker's settings: one typed registry by Kafka's names, where their values come from, and the checked records that
 * the rest of the broker reads.
 *
 * <p>Owner thread: none, everything here is immutable or stateless; a change of a setting is a new {@code BrokerConfig}.
 * May import: {@code dev.leat.base}, {@code dev.leat.protocol.error}, the JDK. Only {@code ConfigSources} and {@code Machine} read files.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.broker.config;
