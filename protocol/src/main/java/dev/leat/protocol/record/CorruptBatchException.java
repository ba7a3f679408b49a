package dev.leat.protocol.record;

/** Bytes that are no well-formed batch, record or compressed stream, or that unpack beyond their limit. */
public class CorruptBatchException extends Exception {
    private static final long serialVersionUID = 1L;

    public CorruptBatchException(String message) {
        super(message);
    }

    public CorruptBatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
