/**
 * Connections to brokers; alone sees Netty's channels.
 *
 * <p>Owner thread: whoever serves the client's event loop, its own thread or one that waits; names are looked up by threads
 * that live for it. May import: {@code base}, {@code protocol}, {@code client}, {@code client.auth}, {@code client.error}, Netty.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.client.net;
