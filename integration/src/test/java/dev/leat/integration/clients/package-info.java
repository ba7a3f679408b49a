/**
 * Unmodified kafka-clients against a broker: producers, consumers, groups, administration.
 *
 * <p>Every test makes topics and groups of its own, so all of them share one broker. {@code -Dleat.test.bootstrap=HOST:PORT}
 * runs them against any other broker of the protocol, Apache Kafka first of all. Tests of our own clients run against both
 * brokers in every run: a class that is {@code OnApacheKafka} gets Kafka's.
 *
 * <p>Owner thread: the test's. May import: the JDK, kafka-clients, {@code dev.leat.test}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.integration.clients;
