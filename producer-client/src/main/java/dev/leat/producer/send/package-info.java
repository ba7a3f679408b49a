/**
 * Sending batches: what goes out when, in which order again after a failure, and who hears of the outcome.
 *
 * <p>Owner thread: the client's loop. {@code producer.outbox} decides, {@code Sender} and what hangs on it carry it out.
 * May import: {@code base}, {@code protocol}, {@code client}, {@code producer.batch}, {@code producer.outbox}, Netty's
 * buffers.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.producer.send;
