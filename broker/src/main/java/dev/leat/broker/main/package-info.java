/**
 * Wiring: builds the broker from its parts and takes it down again.
 *
 * <p>Owner thread: the caller's. May import: everything in this module.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.broker.main;
