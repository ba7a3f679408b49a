package dev.leat.broker.config;

/** Which layer a value comes from, in the numbers of DescribeConfigs responses; lower ones win over higher ones. */
public enum ConfigSource {
    /** Set for one topic. */
    TOPIC(1),
    /** Set for this broker while running. */
    DYNAMIC_BROKER(2),
    /** Set for all brokers while running. */
    DYNAMIC_DEFAULT_BROKER(3),
    /** Given at start: argument, environment or file. */
    STATIC_BROKER(4),
    /** Nobody said anything. */
    DEFAULT(5);

    private final byte wireId;

    ConfigSource(int wireId) {
        this.wireId = (byte) wireId;
    }

    public byte wireId() {
        return wireId;
    }
}
