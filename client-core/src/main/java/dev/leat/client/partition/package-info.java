/**
 * Which partition a record goes to.
 *
 * <p>Owner thread: none, everything here is stateless. May import: {@code base}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.client.partition;
