package dev.leat.protocol.record;

/** Positions of the fields of a format 2 batch, in bytes from its start; the table is in {@code package-info}. */
public final class BatchLayout {
    public static final int BASE_OFFSET = 0;
    public static final int BATCH_LENGTH = 8;
    public static final int PARTITION_LEADER_EPOCH = 12;
    public static final int MAGIC = 16;
    public static final int CRC = 17;
    public static final int ATTRIBUTES = 21;
    public static final int LAST_OFFSET_DELTA = 23;
    public static final int BASE_TIMESTAMP = 27;
    public static final int MAX_TIMESTAMP = 35;
    public static final int PRODUCER_ID = 43;
    public static final int PRODUCER_EPOCH = 51;
    public static final int BASE_SEQUENCE = 53;
    public static final int RECORD_COUNT = 57;
    /** Where the records begin: the size of the header. */
    public static final int RECORDS = 61;

    /** Bytes of base offset and batch length, which the batch length does not count. */
    public static final int LOG_OVERHEAD = 12;

    public static final byte CURRENT_MAGIC = 2;

    static final int COMPRESSION_MASK = 0x07;
    static final int LOG_APPEND_TIME_BIT = 0x08;
    static final int TRANSACTIONAL_BIT = 0x10;
    static final int CONTROL_BIT = 0x20;
    static final int DELETE_HORIZON_BIT = 0x40;

    private BatchLayout() {}
}
