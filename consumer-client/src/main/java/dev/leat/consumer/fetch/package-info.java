/**
 * Gets batches from partition leaders ahead of the application and hands them over.
 *
 * <p>Owner thread: the client's loop. Decisions (sessions, plans, what an answer means for a partition) are pure classes driven from the client's event
 * loop; the polling thread sees only a queue. May import: {@code base}, {@code protocol}, {@code client},
 * {@code consumer}, {@code consumer.offset}, Netty's buffers, JCTools.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.consumer.fetch;
