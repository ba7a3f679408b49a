/**
 * Settings of clients by Kafka's names: parsed, checked and with defaults in one place.
 *
 * <p>Owner thread: none, everything is immutable once made. May import: {@code base}, {@code client.error},
 * {@code client.net.HostPort}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.client.config;
