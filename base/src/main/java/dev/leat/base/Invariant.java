package dev.leat.base;

/** Checks what must hold if the program is right; always on, so use it where it is cheap. */
public final class Invariant {
    private Invariant() {}

    /** Throws {@link InvariantViolation} unless {@code holds}. */
    public static void check(boolean holds, String message) {
        if (!holds) {
            throw new InvariantViolation(message);
        }
    }

    /** As {@link #check(boolean, String)}; {@code format} is only filled in when the check fails. */
    public static void check(boolean holds, String format, long first, long second) {
        if (!holds) {
            throw new InvariantViolation(String.format(java.util.Locale.ROOT, format, first, second));
        }
    }
}
