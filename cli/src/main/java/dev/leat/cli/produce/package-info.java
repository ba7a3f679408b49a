/**
 * {@code leat produce}: reads records from files or standard input and writes them to a topic.
 *
 * <p>Owner thread: main reads the input; sending happens on the client's event loop. May import: {@code protocol}, {@code client-core}, {@code cli.verb}, {@code cli.output}, picocli.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.cli.produce;
