package dev.leat.client.error;

import dev.leat.protocol.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A newer holder of the same identity has taken over; this one must stop and not come back by itself. */
public final class FencedException extends ClientException {
    public FencedException(@Nullable ErrorCode errorCode, String message, String advice, @Nullable Throwable cause) {
        super(errorCode, message, advice, cause);
    }

    public FencedException(String message, String advice) {
        this(null, message, advice, null);
    }
}
