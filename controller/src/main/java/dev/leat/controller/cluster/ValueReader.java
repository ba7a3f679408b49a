package dev.leat.controller.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leat.protocol.model.Uuid;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Reads what {@link ValueWriter} wrote, and trusts no length in it. */
final class ValueReader {
    private final String path;
    private final ByteBuffer in;

    /** @param path names the node in errors */
    ValueReader(String path, byte[] value, int formatVersion) throws CorruptNodeException {
        this.path = path;
        this.in = ByteBuffer.wrap(value);
        need(1);
        int found = in.get();
        if (found != formatVersion) {
            throw new CorruptNodeException(path + " has format " + found + ", but this broker reads " + formatVersion);
        }
    }

    int getInt() throws CorruptNodeException {
        need(Integer.BYTES);
        return in.getInt();
    }

    long getLong() throws CorruptNodeException {
        need(Long.BYTES);
        return in.getLong();
    }

    Uuid getUuid() throws CorruptNodeException {
        return new Uuid(getLong(), getLong());
    }

    /** A count of items of at least {@code itemBytes} each. */
    int getCount(int itemBytes) throws CorruptNodeException {
        int count = getInt();
        if (count < 0 || count > in.remaining() / itemBytes) {
            throw new CorruptNodeException(path + " announces " + count + " items, more than it holds");
        }
        return count;
    }

    String getString() throws CorruptNodeException {
        byte[] bytes = new byte[getCount(1)];
        in.get(bytes);
        return new String(bytes, UTF_8);
    }

    Map<String, String> getStrings() throws CorruptNodeException {
        int count = getCount(2 * Integer.BYTES);
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            values.put(getString(), getString());
        }
        return values;
    }

    /** Throws unless everything was read. */
    void end() throws CorruptNodeException {
        if (in.hasRemaining()) {
            throw new CorruptNodeException(path + " holds " + in.remaining() + " bytes too many");
        }
    }

    private void need(int bytes) throws CorruptNodeException {
        if (in.remaining() < bytes) {
            throw new CorruptNodeException(path + " ends too early");
        }
    }
}
