/**
 * Leat and Apache Kafka started, loaded and ended in turn.
 *
 * <p>Owner thread: the one that compares. May import: {@code perf.load}, {@code perf.limits}, {@code perf.result}, {@code perf.process}, {@code perf.report}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.perf.compare;
