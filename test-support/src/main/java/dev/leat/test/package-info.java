/**
 * A real broker inside the JVM of tests: {@link dev.leat.test.WithLeat} on a JUnit 5 test class, or {@link
 * dev.leat.test.TestBroker#start()} anywhere.
 *
 * <p>Owner thread: the test's. May import: {@code base}, {@code base.fake}, {@code storage.fs}, {@code controller.store}, {@code client},
 * {@code broker}, JUnit's API.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.test;
