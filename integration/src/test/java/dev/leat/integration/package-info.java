/**
 * Tests of the whole house: architecture rules, unmodified Kafka clients, hostile input.
 *
 * <p>Owner thread: the test's. May import: anything; nothing imports it.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.integration;
