/**
 * {@code leat produce}: reads records from files or standard input and writes them to a topic.
 *
 * <p>Owner thread: main reads the input; acknowledgements are counted on the producer's. May import: {@code base},
 * {@code protocol}, {@code client-core}, {@code producer-client}, {@code cli.verb}, {@code cli.output}, picocli.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.cli.produce;
