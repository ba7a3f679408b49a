/**
 * The workloads: what is asked of a broker, how often, and what is counted.
 *
 * <p>Owner thread: each worker its own part; the pacer gives out the start times. May import: {@code base}, {@code protocol}, {@code perf.client}, {@code perf.process}, {@code perf.result}, HdrHistogram.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.perf.load;
