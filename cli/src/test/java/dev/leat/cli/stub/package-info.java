/** A cluster that does what a test tells it, for faults that no real broker shows on demand. */
@org.jspecify.annotations.NullMarked
package dev.leat.cli.stub;
