/**
 * The log of one partition, and the directory that holds many: append, read, roll, flush, retention, recovery.
 *
 * <p>Owner thread: a log has one writer, its lane; any thread reads what is published; see each method. A log directory
 * belongs to the thread that opened it, but its checkpoints may be written from any. May import: {@code base}, {@code
 * protocol}, {@code storage}, Netty's buffers.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.storage.log;
