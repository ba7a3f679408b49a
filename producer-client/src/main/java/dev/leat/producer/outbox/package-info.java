/**
 * The rules by which one partition's batches keep their order and their sequence numbers through every failure.
 *
 * <p>Owner thread: the client's loop. A core: no clock, thread, socket or logger. May import: {@code base}, {@code
 * protocol}, {@code producer.batch}, Netty's buffers.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.producer.outbox;
