package dev.leat.controller.store;

import dev.leat.base.Check;
import org.jspecify.annotations.Nullable;

/** The outcome of a request and, if it is {@link StoreOutcome#OK}, what it gave. Immutable. */
public final class StoreResult<T> {
    private final StoreOutcome outcome;
    private final @Nullable T value;

    private StoreResult(StoreOutcome outcome, @Nullable T value) {
        this.outcome = outcome;
        this.value = value;
    }

    public static <T> StoreResult<T> ok(T value) {
        return new StoreResult<>(StoreOutcome.OK, value);
    }

    /** A result without a value; {@code outcome} is anything but OK. */
    public static <T> StoreResult<T> failed(StoreOutcome outcome) {
        Check.that(outcome != StoreOutcome.OK, "a failed result needs a reason");
        return new StoreResult<>(outcome, null);
    }

    public StoreOutcome outcome() {
        return outcome;
    }

    public boolean isOk() {
        return outcome == StoreOutcome.OK;
    }

    /** What the request gave; only for an OK result, else {@link IllegalStateException}. */
    public T value() {
        if (value == null) {
            throw new IllegalStateException("no value: the request ended as " + outcome);
        }
        return value;
    }

    @Override
    public String toString() {
        return value == null ? outcome.toString() : outcome + " " + value;
    }
}
