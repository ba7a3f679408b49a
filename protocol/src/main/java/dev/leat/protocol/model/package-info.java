/**
 * Identifiers that every message speaks of: topic ids, partitions, opaque bytes.
 *
 * <p>Owner thread: none, all values are immutable. May import: {@code base}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.protocol.model;
