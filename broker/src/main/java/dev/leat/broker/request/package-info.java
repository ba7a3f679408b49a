/**
 * Requests: the dispatcher, what a handler sees of a request, and one handler per API with the versions it serves.
 *
 * <p>Owner thread: a request starts on its connection's thread; its reply may come from any thread. May import:
 * everything in this module but {@code net} and {@code main}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.broker.request;
