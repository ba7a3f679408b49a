/**
 * Offsets: where reading starts, what a time corresponds to, how far behind a partition is.
 *
 * <p>Owner thread: none, values are immutable; look-ups run on the client's event loop. May import: {@code base},
 * {@code protocol}, {@code client}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.consumer.offset;
