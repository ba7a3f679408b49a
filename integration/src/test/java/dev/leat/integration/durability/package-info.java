/**
 * What a broker in a process of its own keeps when that process is killed in the middle of its work.
 *
 * <p>Owner thread: the test's, but for the producer's. May import: the broker, kafka-clients.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.integration.durability;
