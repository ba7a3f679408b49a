/**
 * What a transactional producer may do when, and what it asks of the transaction coordinator (KIP-98, KIP-360, KIP-447,
 * KIP-890).
 *
 * <p>Owner thread: the client's loop. A core: no clock, thread, socket or logger; {@code transaction.coordination} carries
 * out what it decides. May import: {@code base}, {@code protocol}, {@code client.error}, {@code client.group}, {@code
 * producer.send.Identity}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.producer.transaction;
