/**
 * Our consumer against a broker: Leat's, or whichever {@code -Dleat.test.bootstrap} names. Records are written by
 * kafka-clients.
 *
 * <p>Owner thread: JUnit's. May import: everything.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.integration.consumer;
