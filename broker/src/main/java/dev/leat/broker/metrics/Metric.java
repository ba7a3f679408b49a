package dev.leat.broker.metrics;

import java.util.Locale;

/** One thing that is counted; implemented by one enum per subsystem. */
public interface Metric {
    /** The constant's name, as every enum has it. */
    String name();

    /** The part of the broker it belongs to: first word of the full name. */
    String subsystem();

    MetricUnit unit();

    /** What is counted, for people, as one sentence. */
    String text();

    /** Full name, such as {@code network_bytes_received}. */
    default String fullName() {
        return subsystem() + "_" + name().toLowerCase(Locale.ROOT);
    }
}
