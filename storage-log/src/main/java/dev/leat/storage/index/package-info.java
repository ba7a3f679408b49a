/**
 * Sparse lookups of a segment: by offset and by time, in Apache Kafka's file formats.
 *
 * <pre>
 * .index      entries of 8 bytes:  offset - baseOffset (4), position in the .log file (4)
 * .timeindex  entries of 12 bytes: time in ms (8), offset - baseOffset (4)
 * </pre>
 *
 * Both rise from entry to entry. Kafka preallocates its files and maps them to memory; these here are only as long as
 * their entries and written a page at a time. A file that breaks the order is damaged and never trusted.
 *
 * <p>Owner thread: the log's writer appends and truncates; any thread looks up. May import: {@code base},
 * {@code storage.fs}, Netty's buffers.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.storage.index;
