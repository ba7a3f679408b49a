/**
 * The coordination store port.
 *
 * <p>Owner thread: see each type. May import: {@code base}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.controller.store;
