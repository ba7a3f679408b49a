package dev.leat.protocol.record;

/** Who gave the records of a batch their time (KIP-32). */
public enum TimestampType {
    /** The producer, record by record. */
    CREATE_TIME("CreateTime"),
    /** The partition leader when it appended the batch; one time for all records. */
    LOG_APPEND_TIME("LogAppendTime");

    private final String configName;

    TimestampType(String configName) {
        this.configName = configName;
    }

    /** The value of {@code message.timestamp.type} that means this. */
    public String configName() {
        return configName;
    }
}
