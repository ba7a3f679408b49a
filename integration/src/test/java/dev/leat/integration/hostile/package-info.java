/**
 * Hostile input against a running broker, over raw sockets, from a seeded corpus.
 *
 * <p>Two outcomes are allowed: the broker answers with the protocol's error, or it closes that one connection. A
 * well-behaved client beside it notices nothing, and memory stays bounded.
 *
 * <p>Owner thread: the test's. May import: the JDK, kafka-clients, {@code protocol}, {@code test},
 * {@code integration.clients}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.integration.hostile;
