package dev.leat.client.admin;

import org.jspecify.annotations.Nullable;

/**
 * A change of one setting (KIP-339).
 *
 * @param value null for {@link Operation#DELETE} only
 */
public record ConfigChange(
        Operation operation, String name, @Nullable String value) {
    /** In the protocol's numbering. */
    public enum Operation {
        SET,
        /** Back to the default. */
        DELETE,
        /** Adds to a list. */
        APPEND,
        /** Takes out of a list. */
        SUBTRACT;

        byte code() {
            return (byte) ordinal();
        }
    }

    public static ConfigChange set(String name, String value) {
        return new ConfigChange(Operation.SET, name, value);
    }

    public static ConfigChange delete(String name) {
        return new ConfigChange(Operation.DELETE, name, null);
    }
}
