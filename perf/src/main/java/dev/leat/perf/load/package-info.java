/**
 * The workloads: what is asked of a broker, how often, and what is counted.
 *
 * <p>Owner thread: each worker its own part; the main thread looks at what they count. May import: {@code base},
 * {@code protocol}, {@code client} for topics and their leaders, {@code cli.output}, {@code cli.verb}, {@code perf.client},
 * {@code perf.process}, {@code perf.result}, HdrHistogram.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.perf.load;
