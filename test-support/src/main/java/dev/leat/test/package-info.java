/**
 * A real broker inside JUnit 5 tests.
 *
 * <p>Owner thread: the test's. May import: {@code base}, {@code broker}, JUnit.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.test;
