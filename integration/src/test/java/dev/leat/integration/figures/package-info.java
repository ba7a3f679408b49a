/**
 * Figures that the documentation states, taken by command and not in the ordinary test run: their classes are not named
 * {@code …Test}.
 *
 * <p>Owner thread: the test's. May import: everything.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.integration.figures;
