/**
 * What every client is given from outside: clocks and chance.
 *
 * <p>Owner thread: none. May import: {@code base}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.client;
