/**
 * {@code leat consume}: reads records of a topic, alone or as a member of a group, and writes them to standard output.
 *
 * <p>Owner thread: main; fetched data arrives from the client's event loop through a queue. May import: {@code protocol}, {@code client-core}, {@code cli.verb}, {@code cli.output}, picocli.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.cli.consume;
