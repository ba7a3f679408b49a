/**
 * Trying again: how long to pause, and for how long at all.
 *
 * <p>Owner thread: none of its own; works on the scheduler it is given. May import: {@code base}, {@code client.error}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.client.retry;
