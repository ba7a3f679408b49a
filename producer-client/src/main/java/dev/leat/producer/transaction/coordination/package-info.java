/**
 * Carries out what {@code producer.transaction} decides: asks coordinators, pauses, holds the sender back and lets it go.
 *
 * <p>Owner thread: the client's loop; what any thread may call says so. May import: {@code base}, {@code protocol}, {@code
 * client}, {@code producer.transaction}, {@code producer.send}, {@code producer.outbox}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.producer.transaction.coordination;
