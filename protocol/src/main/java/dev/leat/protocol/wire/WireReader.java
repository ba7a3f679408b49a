package dev.leat.protocol.wire;

import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.model.Uuid;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the primitives of messages, from the buffer's reader index on, trusting nothing: every length is held against
 * the bytes that are there and the {@link DecodeBudget} before anything is allocated.
 *
 * <p>{@code flexible} chooses between the two forms of a length: a fixed-width number, or since KIP-482 an unsigned varint of
 * length + 1, where 0 stands for null. Does not own the buffer. Not thread-safe.
 */
public final class WireReader {
    /** The longest string, in bytes of UTF-8. */
    public static final int MAX_STRING_BYTES = Short.MAX_VALUE;

    public static final int MAX_ARRAY_ELEMENTS = 1_000_000;
    public static final int MAX_TAGGED_FIELDS = 10_000;

    private static final int UUID_BYTES = 32;
    private static final int STRING_OVERHEAD_BYTES = 40; // String and its array
    private static final int BYTES_OVERHEAD_BYTES = 32; // Bytes and its array
    private static final int LIST_OVERHEAD_BYTES = 40; // ArrayList and its array
    private static final int SLICE_BYTES = 96; // Netty's slice and our payload

    private final ByteBuf in;
    private final DecodeBudget budget;

    public WireReader(ByteBuf in, DecodeBudget budget) {
        this.in = in;
        this.budget = budget;
    }

    /** Bytes not read yet. After the last field the caller decides what a remainder means. */
    public int remaining() {
        return in.readableBytes();
    }

    public boolean readBool() throws MalformedMessageException {
        return readInt8() != 0;
    }

    public byte readInt8() throws MalformedMessageException {
        require(1);
        return in.readByte();
    }

    public short readInt16() throws MalformedMessageException {
        require(2);
        return in.readShort();
    }

    /** The number {@code offset} bytes ahead, without moving on. */
    public short peekInt16(int offset) throws MalformedMessageException {
        require(offset + 2);
        return in.getShort(in.readerIndex() + offset);
    }

    /** From 0 to 65535. */
    public int readUint16() throws MalformedMessageException {
        require(2);
        return in.readUnsignedShort();
    }

    public int readInt32() throws MalformedMessageException {
        require(4);
        return in.readInt();
    }

    /** From 0 to 2<sup>32</sup> - 1. */
    public long readUint32() throws MalformedMessageException {
        require(4);
        return in.readUnsignedInt();
    }

    public long readInt64() throws MalformedMessageException {
        require(8);
        return in.readLong();
    }

    public double readFloat64() throws MalformedMessageException {
        return Double.longBitsToDouble(readInt64());
    }

    public Uuid readUuid() throws MalformedMessageException {
        require(16);
        long high = in.readLong();
        long low = in.readLong();
        if (high == 0 && low == 0) {
            return Uuid.ZERO;
        }
        budget.charge(UUID_BYTES);
        return new Uuid(high, low);
    }

    /**
     * A number in groups of 7 bits, the lowest first, at most 5 bytes. A form longer than needed is accepted, as Kafka
     * does; one that does not fit into 32 bits is not.
     *
     * @return the 32 bits, to be read as unsigned
     */
    public int readUnsignedVarint() throws MalformedMessageException {
        byte next = readInt8();
        int value = next & 0x7f;
        for (int shift = 7; next < 0; shift += 7) {
            next = readInt8();
            if (shift == 28 && (next & 0xf0) != 0) {
                throw new MalformedMessageException("varint is longer than 32 bits");
            }
            value |= (next & 0x7f) << shift;
        }
        return value;
    }

    public String readString(boolean flexible) throws MalformedMessageException {
        return orRefuse(readNullableString(flexible), "string");
    }

    public @Nullable String readNullableString(boolean flexible) throws MalformedMessageException {
        int length = flexible ? readUnsignedVarint() - 1 : readInt16();
        if (length == 0) {
            return "";
        }
        if (length == -1) {
            return null;
        }
        if (length < 0 || length > MAX_STRING_BYTES) {
            throw new MalformedMessageException("string of " + Integer.toUnsignedString(length) + " bytes");
        }
        require(length);
        if (!ByteBufUtil.isText(in, in.readerIndex(), length, StandardCharsets.UTF_8)) {
            throw new MalformedMessageException("string is not UTF-8");
        }
        budget.charge(STRING_OVERHEAD_BYTES + 2L * length);
        String value = in.toString(in.readerIndex(), length, StandardCharsets.UTF_8);
        in.skipBytes(length);
        return value;
    }

    public Bytes readBytes(boolean flexible) throws MalformedMessageException {
        return orRefuse(readNullableBytes(flexible), "bytes");
    }

    /** A copy of the bytes. */
    public @Nullable Bytes readNullableBytes(boolean flexible) throws MalformedMessageException {
        int length = readBlockLength(flexible);
        if (length <= 0) {
            return length == 0 ? Bytes.EMPTY : null;
        }
        budget.charge(BYTES_OVERHEAD_BYTES + (long) length);
        byte[] content = new byte[length];
        in.readBytes(content);
        return Bytes.wrap(content);
    }

    /** Records as a slice of the buffer: not copied and not retained, valid as long as the buffer. */
    public @Nullable Payload readNullableRecords(boolean flexible) throws MalformedMessageException {
        int length = readBlockLength(flexible);
        if (length < 0) {
            return null;
        }
        budget.charge(SLICE_BYTES);
        return new BufferPayload(in.readSlice(length));
    }

    /** As {@link #readNullableArrayCount}, where null is not allowed. */
    public int readArrayCount(boolean flexible, int minElementBytes, int elementCharge)
            throws MalformedMessageException {
        int count = readNullableArrayCount(flexible, minElementBytes, elementCharge);
        if (count < 0) {
            throw new MalformedMessageException("null for an array that has to be there");
        }
        return count;
    }

    /**
     * Reads how many elements follow and charges for a list of them, so that it may be allocated at once.
     *
     * @param minElementBytes bytes that one element takes on the wire at least, from 1
     * @param elementCharge heap bytes that one element takes, without what it refers to
     * @return the count, or -1 for null
     */
    public int readNullableArrayCount(boolean flexible, int minElementBytes, int elementCharge)
            throws MalformedMessageException {
        int count = flexible ? readUnsignedVarint() - 1 : readInt32();
        if (count <= 0) {
            if (count < -1) {
                throw new MalformedMessageException("array of " + Integer.toUnsignedString(count) + " elements");
            }
            return count;
        }
        if (count > MAX_ARRAY_ELEMENTS || count > in.readableBytes() / minElementBytes) {
            throw new MalformedMessageException("array of " + count + " elements in " + in.readableBytes() + " bytes");
        }
        budget.charge(LIST_OVERHEAD_BYTES + (long) count * elementCharge);
        return count;
    }

    /** Whether a nullable struct follows. */
    public boolean readPresent() throws MalformedMessageException {
        return readInt8() >= 0;
    }

    /** How many tagged fields follow (KIP-482). */
    public int readTagCount() throws MalformedMessageException {
        int count = readUnsignedVarint();
        if (count < 0 || count > MAX_TAGGED_FIELDS || count > in.readableBytes() / 2) { // a tag and a size each
            throw new MalformedMessageException(Integer.toUnsignedString(count) + " tagged fields");
        }
        return count;
    }

    /** The next tag, which must be above {@code previous}: tags come in order and once; -1 before the first. */
    public int readTag(int previous) throws MalformedMessageException {
        int tag = readUnsignedVarint();
        if (tag <= previous) {
            throw new MalformedMessageException("tag " + Integer.toUnsignedString(tag) + " after " + previous);
        }
        return tag;
    }

    /** Reads the size of a tagged field and returns where it ends, to be given to {@link #finishTag}. */
    public int readTagEnd() throws MalformedMessageException {
        int size = readUnsignedVarint();
        requireLength(size);
        return in.readerIndex() + size;
    }

    /** Passes over what is left of a tagged field that this version does not know. */
    public void skipTag(int end) {
        in.readerIndex(end);
    }

    /** Makes sure that a tagged field was as long as its size said. */
    public void finishTag(int end) throws MalformedMessageException {
        if (in.readerIndex() != end) {
            throw new MalformedMessageException("tagged field is not as long as its size says");
        }
    }

    /** Passes over tagged fields none of which is known; nothing of them is kept. */
    public void skipTaggedFields() throws MalformedMessageException {
        int tag = -1;
        for (int left = readTagCount(); left > 0; left--) {
            tag = readTag(tag);
            skipTag(readTagEnd());
        }
    }

    private int readBlockLength(boolean flexible) throws MalformedMessageException {
        int length = flexible ? readUnsignedVarint() - 1 : readInt32();
        if (length != -1) {
            requireLength(length);
        }
        return length;
    }

    private void requireLength(int length) throws MalformedMessageException {
        if (length < 0) {
            throw new MalformedMessageException("length " + Integer.toUnsignedString(length));
        }
        require(length);
    }

    private void require(int length) throws MalformedMessageException {
        if (length > in.readableBytes()) {
            throw new MalformedMessageException(
                    "message ends early: " + length + " bytes expected, " + in.readableBytes() + " left");
        }
    }

    private static <T> T orRefuse(@Nullable T value, String kind) throws MalformedMessageException {
        if (value == null) {
            throw new MalformedMessageException("null for a " + kind + " that has to be there");
        }
        return value;
    }
}
