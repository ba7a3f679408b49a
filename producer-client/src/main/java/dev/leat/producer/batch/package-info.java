/**
 * The way of a record from a caller's thread into the memory of a batch, without a lock and without an object of its own.
 *
 * <p>Owner thread: any caller appends; closing, draining and completing belong to the client's loop. May import: {@code
 * base}, {@code protocol}, {@code client.error}, JCTools, Netty's buffers.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.producer.batch;
