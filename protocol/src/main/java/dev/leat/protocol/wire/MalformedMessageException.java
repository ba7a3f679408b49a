package dev.leat.protocol.wire;

/**
 * The bytes are not a message of the expected kind and version, or would take more memory than allowed.
 *
 * <p>The one exception that decoding throws. It has no stack trace: peers can provoke it at will, so it must be cheap.
 */
public final class MalformedMessageException extends Exception {
    public MalformedMessageException(String message) {
        super(message, null, false, false);
    }
}
