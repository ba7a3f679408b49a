package dev.leat.client.error;

import dev.leat.protocol.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A request that did not succeed. The four kinds tell the caller what may be done:
 * {@link RetriableException} try again, {@link FatalException} trying again does not help,
 * {@link FencedException} somebody newer took over, stop; {@link MisuseException} the request itself is wrong.
 */
public abstract sealed class ClientException extends RuntimeException
        permits RetriableException, FatalException, FencedException, MisuseException {
    private final transient @Nullable ErrorCode errorCode;
    private final String advice;

    ClientException(@Nullable ErrorCode errorCode, String message, String advice, @Nullable Throwable cause) {
        super(message, cause);
        this.errorCode = errorCode;
        this.advice = advice;
    }

    /** The code that a broker answered with; null when no broker answered. */
    public @Nullable ErrorCode errorCode() {
        return errorCode;
    }

    /** The likely cause and what to do about it, one sentence; empty when there is nothing to add. */
    public String advice() {
        return advice;
    }

    /** The message, and the {@link #advice()} if there is one, in one line. */
    public String messageAndAdvice() {
        return advice.isEmpty() ? String.valueOf(getMessage()) : getMessage() + "; " + advice;
    }

    /** The kind with the {@link #messageAndAdvice()}, as stack traces begin. */
    @Override
    public String toString() {
        return getClass().getName() + ": " + messageAndAdvice();
    }

    /** Whether a broker answered with {@code code}. */
    public boolean is(ErrorCode code) {
        return errorCode == code;
    }
}
