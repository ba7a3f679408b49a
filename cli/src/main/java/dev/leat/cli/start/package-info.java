/**
 * {@code leat start}: runs a broker in this process.
 *
 * <p>Owner thread: main. May import: {@code broker.main}, {@code broker.config}, {@code storage.fs}, {@code cli.output}, picocli.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.cli.start;
