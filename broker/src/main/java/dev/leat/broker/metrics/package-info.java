/**
 * What the broker counts and times. Each subsystem has one enum that names its metrics with text and unit.
 *
 * <p>Owner thread: none; counting is lock-free from any thread, reading is for the few who look. May import: HdrHistogram,
 * {@code dev.leat.protocol.message} for the names of APIs, {@code dev.leat.broker.config} for the limits' settings.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.broker.metrics;
