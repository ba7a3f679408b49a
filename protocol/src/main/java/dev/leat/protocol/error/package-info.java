/**
 * The error codes that clients see. A code is part of safety: a wrong one makes a client send twice or lose records.
 *
 * <p>Owner thread: none, all values are immutable. May import: {@code base}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.protocol.error;
