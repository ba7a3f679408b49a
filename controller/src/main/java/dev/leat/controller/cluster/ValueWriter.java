package dev.leat.controller.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leat.protocol.model.Uuid;
import java.io.ByteArrayOutputStream;
import java.util.Map;

/** Writes the value of a node: a format version byte, then big-endian fields. */
final class ValueWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(64);

    ValueWriter(int formatVersion) {
        out.write(formatVersion);
    }

    ValueWriter putInt(int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(value >>> shift);
        }
        return this;
    }

    ValueWriter putLong(long value) {
        return putInt((int) (value >>> 32)).putInt((int) value);
    }

    ValueWriter putUuid(Uuid value) {
        return putLong(value.high()).putLong(value.low());
    }

    ValueWriter putString(String value) {
        byte[] bytes = value.getBytes(UTF_8);
        putInt(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    ValueWriter putStrings(Map<String, String> values) {
        putInt(values.size());
        values.forEach((key, value) -> putString(key).putString(value));
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
