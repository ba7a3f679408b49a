package dev.leat.base;

/** Checks arguments at public borders; a failed check is the caller's bug and throws {@link IllegalArgumentException}. */
public final class Check {
    private Check() {}

    /** Returns {@code value} if it is at least {@code minimum}. */
    public static int atLeast(int minimum, int value, String name) {
        if (value < minimum) {
            throw new IllegalArgumentException(name + " must be at least " + minimum + ", but is " + value);
        }
        return value;
    }

    /** Returns {@code value} if it is at least {@code minimum}. */
    public static long atLeast(long minimum, long value, String name) {
        if (value < minimum) {
            throw new IllegalArgumentException(name + " must be at least " + minimum + ", but is " + value);
        }
        return value;
    }

    /** Throws unless {@code holds}; {@code message} says what the caller should have passed. */
    public static void that(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
