/**
 * For tests of the clients: brokers that do what a test says, and the threads that a client must not leave behind.
 *
 * <p>Owner thread: the tests', and one per connection to a broker. May import: the protocol, Netty's buffers, sockets.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.test.stub;
