/**
 * What every client is given from outside: clocks, chance and the addresses of hosts.
 *
 * <p>Owner thread: none. May import: {@code base}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.client;
