/**
 * The requests and responses of the protocol, and the messages that coordinators keep in their own topics.
 *
 * <p>Owner thread: none, all messages are immutable. May import: {@code base}, {@code protocol.model}, {@code
 * protocol.wire}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.protocol.message;
