/**
 * Brokers for tests of the clients: what they answer, and whether they do, the tests say.
 *
 * <p>Owner thread: one per connection. May import: the protocol, Netty's buffers, sockets.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.test.stub;
