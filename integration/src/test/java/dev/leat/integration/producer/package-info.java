/**
 * Leat's own producer against a broker, read back by kafka-clients, and through a network that misbehaves.
 *
 * <p>{@code -Dleat.test.bootstrap=HOST:PORT} runs what needs no faults against any other broker.
 *
 * <p>Owner thread: the test's. May import: the JDK, kafka-clients, {@code dev.leat.test}, {@code dev.leat.producer}, {@code
 * dev.leat.client}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.integration.producer;
