/**
 * Pictures and the page of a comparison.
 *
 * <p>Owner thread: the one that reports. May import: {@code perf.result}, XChart.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.perf.report;
