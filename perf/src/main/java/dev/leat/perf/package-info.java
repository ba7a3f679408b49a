/**
 * {@code leat perf}: measures any broker that speaks Kafka's protocol, and Leat beside Apache Kafka.
 *
 * <p>Owner thread: the main thread. May import: the clients, {@code cli}, picocli, and the packages below.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.perf;
