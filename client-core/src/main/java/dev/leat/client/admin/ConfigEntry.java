package dev.leat.client.admin;

import org.jspecify.annotations.Nullable;

/**
 * One setting in force.
 *
 * @param value null if it is not set, or secret
 * @param source where the value comes from
 */
public record ConfigEntry(String name, @Nullable String value, Source source, boolean sensitive) {
    /** Where values come from, in the numbering of the protocol (KIP-226). */
    public enum Source {
        UNKNOWN,
        TOPIC,
        DYNAMIC_BROKER,
        DYNAMIC_DEFAULT_BROKER,
        STATIC_BROKER,
        DEFAULT,
        DYNAMIC_BROKER_LOGGER,
        CLIENT_METRICS,
        GROUP;

        static Source of(byte code) {
            return code >= 0 && code < values().length ? values()[code] : UNKNOWN;
        }
    }
}
