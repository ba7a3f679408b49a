/**
 * The {@code leat} command: its root, what its verbs share, and how failures look.
 *
 * <p>Owner thread: main. May import: {@code base}, {@code protocol}, {@code client-core}, the packages below, picocli.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.cli;
