package dev.leat.protocol.record;

/**
 * Walks records and looks at everything but the content of keys, values and headers. One skimmer serves a whole batch, so
 * that a record costs no allocation; its fields tell of the record read last.
 */
final class RecordSkimmer {
    private final RecordInput in;
    private final int maxRecordBytes;

    long timestampDelta;
    int offsetDelta;
    boolean hasKey;

    RecordSkimmer(RecordInput in, int maxRecordBytes) {
        this.in = in;
        this.maxRecordBytes = maxRecordBytes;
    }

    /** Passes over the next record; fails if it is malformed or larger than allowed. */
    void next() throws CorruptBatchException {
        int size = in.readVarint();
        if (size < 0 || size > maxRecordBytes) {
            throw new CorruptBatchException("record size is " + size + ", allowed are " + maxRecordBytes);
        }
        long end = in.position() + size;
        in.readByte(); // attributes, unused
        timestampDelta = in.readVarlong();
        offsetDelta = in.readVarint();
        int keySize = in.readVarint();
        hasKey = keySize >= 0;
        skipField(keySize, -1, end);
        skipField(in.readVarint(), -1, end);
        skipHeaders(end);
        if (in.position() != end) {
            throw new CorruptBatchException("record has another size than its fields");
        }
    }

    private void skipHeaders(long end) throws CorruptBatchException {
        int count = in.readVarint();
        if (count < 0) {
            throw new CorruptBatchException("record counts " + count + " headers");
        }
        for (int i = 0; i < count; i++) {
            skipField(in.readVarint(), 0, end);
            skipField(in.readVarint(), -1, end);
        }
    }

    private void skipField(int size, int least, long end) throws CorruptBatchException {
        if (size > 0) {
            if (size > end - in.position()) {
                throw new CorruptBatchException("field is longer than its record");
            }
            in.skip(size);
        } else if (size < least || in.position() > end) {
            throw new CorruptBatchException("field ends outside its record or has size " + size);
        }
    }
}
