package dev.leat.client.error;

import dev.leat.protocol.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The caller asked for something that cannot be: an invalid name, value or state. */
public final class MisuseException extends ClientException {
    public MisuseException(@Nullable ErrorCode errorCode, String message, String advice, @Nullable Throwable cause) {
        super(errorCode, message, advice, cause);
    }

    public MisuseException(String message, String advice) {
        this(null, message, advice, null);
    }
}
