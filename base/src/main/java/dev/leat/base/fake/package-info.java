/**
 * Deterministic time and chance for tests and simulation: nothing happens unless the owner says so.
 *
 * <p>Owner thread: the one test or simulation thread. May import: {@code base}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.base.fake;
