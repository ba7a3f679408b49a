/**
 * A check on all tests of a module that has this one among its test dependencies: Netty's leak detection watches every
 * buffer, and a test class after which one was not released fails.
 *
 * <p>Owner thread: the tests'. May import: Netty's common and buffer packages, JUnit.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.test.leak;
