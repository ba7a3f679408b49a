/**
 * Reading and writing of wire primitives, and payloads on their way to a socket.
 *
 * <p>Owner thread: the thread that holds the buffer. May import: {@code base}, {@code protocol.model}, Netty's buffers.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.protocol.wire;
