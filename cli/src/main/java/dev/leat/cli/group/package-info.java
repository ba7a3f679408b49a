/**
 * A member of a consumer group in the classic protocol, as small as {@code leat consume --group} needs it.
 *
 * <p>Owner thread: main joins, commits and leaves; heartbeats run on the client's network thread. May import: {@code base},
 * {@code protocol}, {@code client-core}, {@code cli.verb}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.cli.group;
