/**
 * What clients see of a broker that ends, and what it leaves behind in a JVM that goes on.
 *
 * <p>Owner thread: the test's. May import: the test broker, client-core.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.integration.lifecycle;
