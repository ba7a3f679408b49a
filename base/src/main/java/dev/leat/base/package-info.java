/**
 * Words shared by every room: argument checks, invariants, and the seams for time, timers and chance.
 *
 * <p>Owner thread: none, everything here is immutable or stateless. May import: the JDK only.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.base;
