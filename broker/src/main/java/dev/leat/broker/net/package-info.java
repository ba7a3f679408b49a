/**
 * The Netty server: sockets, frames in, ordered responses out. Alone in this module sees Netty's channels.
 *
 * <p>Owner thread: a connection belongs to one event loop at a time. May import: {@code base}, {@code protocol.wire},
 * {@code storage.fs}, {@code broker.metrics}, {@code broker.request}, Netty.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.broker.net;
