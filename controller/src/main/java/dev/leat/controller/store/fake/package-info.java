/**
 * A deterministic model of the coordination store: transactions in one order, sessions that expire on the scheduler's
 * time, ephemeral nodes, one-shot watches, answers and events of one client in one queue, and connections that break
 * where a {@code FaultPlan} says so. Held to the same contract tests as the ZooKeeper implementation; used by tests, by
 * the simulation, and as the store of a broker that lives inside a test's JVM.
 *
 * <p>Owner thread: whatever the executors handed in run on; everything of the ensemble on one, every client's callbacks
 * on its own. May import: {@code base}, {@code store}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.controller.store.fake;
