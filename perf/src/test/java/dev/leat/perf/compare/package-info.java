@org.jspecify.annotations.NullMarked
package dev.leat.perf.compare;
