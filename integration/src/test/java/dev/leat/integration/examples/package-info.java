/**
 * The examples of docs/CLIENTS.md, run against a broker; a test holds the page to be what these classes say.
 *
 * <p>Owner thread: the test's. May import: the JDK, {@code dev.leat.test}, the clients.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.integration.examples;
