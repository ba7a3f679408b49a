/**
 * Leat's own clients against Apache Kafka 4.3.1, where Leat's broker has no counterpart yet (TLS and logins).
 *
 * <p>Kafka runs as a process of its own, started by {@code interop/apache-kafka/start}; without its artefacts the tests
 * are skipped.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.integration.kafka;
