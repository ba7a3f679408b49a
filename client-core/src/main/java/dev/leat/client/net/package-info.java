/**
 * Connections to brokers; alone sees Netty's channels.
 *
 * <p>Owner thread: the event loop of a connection. May import: {@code base}, {@code protocol}, {@code client.auth},
 * {@code client.error}, Netty.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.client.net;
