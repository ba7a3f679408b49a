/** JMH benches of the hot methods, each named after the class that it measures; {@link BenchSmokeTest} runs them all briefly. */
@org.jspecify.annotations.NullMarked
package dev.leat.perf.jmh;
