package dev.leat.broker.main;

import dev.leat.controller.store.CoordinationStore;

/**
 * A coordination store in use.
 *
 * @param store the client side
 * @param server ends what serves it, if that is ours
 * @param description where it is, for people
 */
public record OpenStore(CoordinationStore store, AutoCloseable server, String description) {}
