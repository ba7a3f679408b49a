package dev.leat.client.error;

import dev.leat.protocol.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Will not succeed however often it is tried: no permission, an unsupported version, a corrupt answer. */
public final class FatalException extends ClientException {
    public FatalException(@Nullable ErrorCode errorCode, String message, String advice, @Nullable Throwable cause) {
        super(errorCode, message, advice, cause);
    }

    public FatalException(String message, String advice) {
        this(null, message, advice, null);
    }
}
