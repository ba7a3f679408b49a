package dev.leat.protocol.wire;

import dev.leat.base.Check;
import dev.leat.base.Invariant;
import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.model.Uuid;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the primitives of messages into a buffer that grows. Payloads are not copied: they become parts of their own
 * between the bytes written before and after them.
 *
 * <p>Use once: write, then {@link #finish()} or {@link #finishAsBytes()}; or {@link #abandon()} when writing failed.
 * {@code flexible} is explained at {@link WireReader}. Not thread-safe.
 */
public final class WireWriter {
    private static final int INITIAL_BYTES = 2048; // growing to 4 KiB from 256 took half of the time of writing

    private final ByteBuf out;
    private @Nullable List<Cut> cuts;
    private int payloadBytes;

    /** A payload, and the index in {@link #out} of the byte that follows it. */
    private record Cut(int index, Payload payload) {}

    public WireWriter(ByteBufAllocator allocator) {
        this.out = allocator.buffer(INITIAL_BYTES);
    }

    /** Bytes written so far, payloads included. */
    public int sizeInBytes() {
        return out.writerIndex() + payloadBytes;
    }

    public void writeBool(boolean value) {
        out.writeByte(value ? 1 : 0);
    }

    public void writeInt8(int value) {
        out.writeByte(value);
    }

    public void writeInt16(int value) {
        out.writeShort(value);
    }

    public void writeUint16(int value) {
        Check.that(value >>> 16 == 0, "not an unsigned 16-bit number: " + value);
        out.writeShort(value);
    }

    public void writeInt32(int value) {
        out.writeInt(value);
    }

    /** Overwrites what was written at the start, such as a length that was not known before. */
    public void setFirstInt32(int value) {
        out.setInt(0, value);
    }

    public void writeUint32(long value) {
        Check.that(value >>> 32 == 0, "not an unsigned 32-bit number: " + value);
        out.writeInt((int) value);
    }

    public void writeInt64(long value) {
        out.writeLong(value);
    }

    public void writeFloat64(double value) {
        out.writeLong(Double.doubleToRawLongBits(value));
    }

    public void writeUuid(Uuid value) {
        out.writeLong(value.high());
        out.writeLong(value.low());
    }

    /** Writes the 32 bits of {@code value} as unsigned, in the shortest form. */
    public void writeUnsignedVarint(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            out.writeByte((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    /** Throws {@link IllegalArgumentException} for more than {@link WireReader#MAX_STRING_BYTES} bytes of UTF-8. */
    public void writeString(String value, boolean flexible) {
        int length = ByteBufUtil.utf8Bytes(value);
        if (length > WireReader.MAX_STRING_BYTES) {
            throw new IllegalArgumentException("string of " + length + " bytes is too long");
        }
        if (flexible) {
            writeUnsignedVarint(length + 1);
        } else {
            out.writeShort(length);
        }
        ByteBufUtil.reserveAndWriteUtf8(out, value, length);
    }

    public void writeNullableString(@Nullable String value, boolean flexible) {
        if (value != null) {
            writeString(value, flexible);
        } else if (flexible) {
            writeUnsignedVarint(0);
        } else {
            out.writeShort(-1);
        }
    }

    public void writeBytes(Bytes value, boolean flexible) {
        writeCount(value.size(), flexible);
        out.writeBytes(value.array());
    }

    public void writeNullableBytes(@Nullable Bytes value, boolean flexible) {
        if (value == null) {
            writeCount(-1, flexible);
        } else {
            writeBytes(value, flexible);
        }
    }

    /** Takes note of {@code records} as a part of the message, without reading them. */
    public void writeNullableRecords(@Nullable Payload records, boolean flexible) {
        if (records == null) {
            writeCount(-1, flexible);
            return;
        }
        writeCount(records.sizeInBytes(), flexible);
        if (cuts == null) {
            cuts = new ArrayList<>();
        }
        cuts.add(new Cut(out.writerIndex(), records));
        payloadBytes += records.sizeInBytes();
    }

    /** Writes how many elements or bytes follow; -1 for null. */
    public void writeCount(int count, boolean flexible) {
        if (flexible) {
            writeUnsignedVarint(count + 1);
        } else {
            out.writeInt(count);
        }
    }

    /** Says whether a nullable struct follows. */
    public void writePresent(boolean present) {
        out.writeByte(present ? 1 : -1);
    }

    /**
     * Begins a tagged field, whose size is written once it is known. No payload may be inside.
     *
     * @return to be given to {@link #endTag}
     */
    public int beginTag(int tag) {
        writeUnsignedVarint(tag);
        out.writeByte(0); // enough for the size of most fields
        return out.writerIndex();
    }

    public void endTag(int start) {
        int size = out.writerIndex() - start;
        if (size < 0x80) {
            out.setByte(start - 1, size);
            return;
        }
        byte[] content = new byte[size]; // rare and small: lists of features and of node addresses
        out.getBytes(start, content);
        out.writerIndex(start - 1);
        writeUnsignedVarint(size);
        out.writeBytes(content);
    }

    /**
     * The message as parts in order. The caller releases each part once; the payloads among them are the message's own.
     */
    public List<Payload> finish() {
        if (cuts == null) {
            return List.of(new BufferPayload(out));
        }
        List<Payload> parts = new ArrayList<>(2 * cuts.size() + 1);
        int from = 0;
        for (Cut cut : cuts) {
            if (cut.index > from) {
                parts.add(new BufferPayload(out.retainedSlice(from, cut.index - from)));
                from = cut.index;
            }
            parts.add(cut.payload);
        }
        if (out.writerIndex() > from) {
            parts.add(new BufferPayload(out.slice(from, out.writerIndex() - from)));
        } else {
            out.release(); // the slices hold it
        }
        return parts;
    }

    /** The message as bytes, for one without payloads; the buffer is given back. */
    public Bytes finishAsBytes() {
        Invariant.check(cuts == null, "a message with payloads is finished as parts");
        byte[] content = ByteBufUtil.getBytes(out);
        out.release();
        return Bytes.wrap(content);
    }

    /** Gives back the buffer after a failure; the payloads stay with the message. */
    public void abandon() {
        out.release();
    }
}
