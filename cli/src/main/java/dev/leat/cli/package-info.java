/**
 * The {@code leat} command: verbs over the wire protocol.
 *
 * <p>Owner thread: main. May import: {@code base}, {@code protocol}, {@code client-core}, {@code broker.main}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.cli;
