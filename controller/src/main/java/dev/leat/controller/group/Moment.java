package dev.leat.controller.group;

/**
 * The time of an event, read by the driver. Sessions and rebalances run on the monotonic clock; the wall clock only
 * stamps commits and decides their retention, so a jump of it expels no member.
 *
 * @param monotonicMs milliseconds of the monotonic clock, never falling from one event to the next
 * @param wallMs milliseconds since the epoch
 */
public record Moment(long monotonicMs, long wallMs) {}
