package dev.leat.base;

/** A broken invariant: the program is wrong and must not go on as if it were not. */
public final class InvariantViolation extends RuntimeException {
    public InvariantViolation(String message) {
        super(message);
    }
}
