package dev.leat.protocol.record;

/** A compressed record that unpacks to more than {@link DecompressionLimit#maxRecordBytes()}. */
public final class RecordTooLargeException extends CorruptBatchException {
    private static final long serialVersionUID = 1L;

    RecordTooLargeException(int sizeInBytes, int maxBytes) {
        super("record of " + sizeInBytes + " bytes, allowed are " + maxBytes);
    }
}
