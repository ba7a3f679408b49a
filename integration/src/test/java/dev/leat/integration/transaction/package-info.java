/**
 * Transactions of our producer, judged by what kafka-clients read: against both forms that Apache Kafka has, and the refusal
 * by a broker that has none.
 *
 * <p>Owner thread: the test's. May import: the JDK, kafka-clients, the clients, {@code dev.leat.test}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.integration.transaction;
