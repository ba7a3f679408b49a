package dev.leat.perf.result;

/**
 * Something that happened during a run, such as the end of a broker.
 *
 * @param seconds since the measured part began
 */
public record Event(double seconds, String text) {}
