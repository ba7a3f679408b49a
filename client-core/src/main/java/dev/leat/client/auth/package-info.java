/**
 * Who a client is and how it proves that: credentials, the client side of SASL mechanisms, what TLS trusts. No sockets.
 *
 * <p>Owner thread: the event loop of the connection that logs in. May import: {@code base}, {@code protocol}, {@code client.error}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.client.auth;
