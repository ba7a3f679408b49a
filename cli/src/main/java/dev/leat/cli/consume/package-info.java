/**
 * {@code leat consume}: reads records of a topic, alone or as a member of a group, and writes them to standard output.
 *
 * <p>Owner thread: main; the consumer fetches ahead on its own. May import: {@code base}, {@code protocol}, {@code client-core},
 * {@code consumer-client}, {@code cli.verb}, {@code cli.output}, picocli.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.cli.consume;
