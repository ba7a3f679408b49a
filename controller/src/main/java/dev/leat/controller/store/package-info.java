/**
 * The coordination store port: a small tree of versioned nodes, shared by all brokers, with sessions, ephemeral nodes,
 * one-shot watches and atomic multi-node writes. The semantics are those of ZooKeeper 3.9, which is the production
 * implementation; {@code store.fake} models them on one thread.
 *
 * <p>Owner thread: calls may come from any thread; every callback arrives on the one event executor that the
 * implementation was given, in the order in which the store produced it. May import: {@code base}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.controller.store;
