package dev.leat.controller.store;

/**
 * How an atomic write of several operations ended.
 *
 * @param outcome OK if all were carried out, else why none was (or that it is not known)
 * @param failedOp index of the operation that {@code outcome} is about, or {@link #NO_OP} if it is not about one
 */
public record MultiResult(StoreOutcome outcome, int failedOp) {
    public static final int NO_OP = -1;
    public static final MultiResult OK = new MultiResult(StoreOutcome.OK, NO_OP);

    /** A failure of the write as a whole, as opposed to one of its operations. */
    public static MultiResult failed(StoreOutcome outcome) {
        return new MultiResult(outcome, NO_OP);
    }

    public boolean isOk() {
        return outcome == StoreOutcome.OK;
    }
}
