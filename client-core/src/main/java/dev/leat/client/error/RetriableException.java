package dev.leat.client.error;

import dev.leat.protocol.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** May succeed when tried again after a pause: a lost connection, a time-out, a leader on the move. */
public final class RetriableException extends ClientException {
    public RetriableException(@Nullable ErrorCode errorCode, String message, String advice, @Nullable Throwable cause) {
        super(errorCode, message, advice, cause);
    }

    public RetriableException(String message, String advice) {
        this(null, message, advice, null);
    }
}
