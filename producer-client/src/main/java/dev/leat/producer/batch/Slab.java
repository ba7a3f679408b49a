package dev.leat.producer.batch;

import dev.leat.producer.SendCallback;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one batch: its bytes, and one slot per record for what its sender wants to hear. Used again by later
 * batches. Written by callers' threads, each at the places it has claimed; everything else is the loop's.
 */
final class Slab {
    private final ByteBuf buffer;
    private final ByteBuffer bytes;
    private final @Nullable SendCallback[] callbacks;
    private final int[] timestampDeltas;
    private final boolean reusable;

    Slab(ByteBuf buffer, int slots, boolean reusable) {
        this.buffer = buffer;
        this.bytes = buffer.nioBuffer(0, buffer.capacity());
        this.callbacks = new SendCallback[slots];
        this.timestampDeltas = new int[slots];
        this.reusable = reusable;
    }

    int capacity() {
        return buffer.capacity();
    }

    int slots() {
        return callbacks.length;
    }

    /** Whether it is of the usual size, so that other batches can use it. */
    boolean isReusable() {
        return reusable;
    }

    /** For writing at absolute positions. */
    ByteBuffer bytes() {
        return bytes;
    }

    ByteBuf buffer() {
        return buffer;
    }

    void keep(int slot, int timestampDelta, @Nullable SendCallback callback) {
        timestampDeltas[slot] = timestampDelta;
        callbacks[slot] = callback;
    }

    @Nullable
    SendCallback callback(int slot) {
        return callbacks[slot];
    }

    int timestampDelta(int slot) {
        return timestampDeltas[slot];
    }

    /** Lets go of the callbacks of the first {@code count} records. */
    void forget(int count) {
        Arrays.fill(callbacks, 0, count, null);
    }
}
