package dev.leat.protocol.wire;

/**
 * Record data inside a message: in memory ({@link BufferPayload}), or still in a file and sent from there.
 *
 * <p>Whoever holds a payload last calls {@link #release()} exactly once.
 */
public interface Payload {
    int sizeInBytes();

    /** Gives back the buffer or the hold on the file. */
    void release();
}
