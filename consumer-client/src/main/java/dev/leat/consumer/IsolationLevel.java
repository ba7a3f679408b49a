package dev.leat.consumer;

/** Which records of transactions a consumer sees ({@code isolation.level}, KIP-98). */
public enum IsolationLevel {
    /** All, those of aborted and open transactions too. */
    READ_UNCOMMITTED((byte) 0),
    /** Only those of committed transactions; reading stops at the first one that is still open. */
    READ_COMMITTED((byte) 1);

    private final byte id;

    IsolationLevel(byte id) {
        this.id = id;
    }

    /** The number in requests. */
    public byte id() {
        return id;
    }
}
