package dev.leat.controller.cluster;

/** A node of the store does not hold what it should: nothing may be decided on such a state. */
public final class CorruptNodeException extends Exception {
    public CorruptNodeException(String message) {
        super(message);
    }
}
