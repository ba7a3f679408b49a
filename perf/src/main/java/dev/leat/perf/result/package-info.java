/**
 * What a run found: its conditions, figures, course over time and latencies, as a table, as JSON and as {@code .hlog}.
 *
 * <p>Owner thread: the one that reports. May import: {@code base}, {@code cli.output}, Jackson, HdrHistogram.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.perf.result;
