package dev.leat.protocol.message;

import dev.leat.base.RandomSource;
import java.nio.ByteBuffer;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.Field;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.Struct;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.jspecify.annotations.Nullable;

/** Values by chance for the schemas that Kafka's clients know, null and the edges of numbers among them. */
final class RandomStructs {
    private static final String LETTERS = "abcXYZ-_.09äß€語😀";

    private final RandomSource random;

    RandomStructs(RandomSource random) {
        this.random = random;
    }

    Struct struct(Schema schema) {
        Struct struct = new Struct(schema);
        for (BoundField field : schema.fields()) {
            struct.set(field, value(field.def.type));
        }
        return struct;
    }

    private @Nullable Object value(Type type) {
        if (type.isNullable() && random.nextInt(4) == 0) {
            return null;
        }
        if (type instanceof TaggedFields tagged) {
            return tags(tagged);
        }
        if (type instanceof Schema schema) {
            return struct(schema);
        }
        return type.isArray() ? array(type.arrayElementType().orElseThrow()) : primitive(type.toString());
    }

    private NavigableMap<Integer, Object> tags(TaggedFields tagged) {
        NavigableMap<Integer, Object> values = new TreeMap<>();
        for (java.util.Map.Entry<Integer, Field> field : tagged.fields().entrySet()) {
            Object value = random.nextInt(3) == 0 ? null : value(field.getValue().type);
            if (value != null) {
                values.put(field.getKey(), value);
            }
        }
        return values;
    }

    private Object[] array(Type element) {
        Object[] values = new Object[random.nextInt(4)];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(element);
        }
        return values;
    }

    private Object primitive(String name) {
        return switch (name) {
            case "BOOLEAN" -> random.nextInt(2) == 0;
            case "INT8" -> (byte) number();
            case "INT16" -> (short) number();
            case "UINT16" -> (int) number() & 0xffff;
            case "INT32" -> (int) number();
            case "UINT32" -> number() & 0xffffffffL;
            case "INT64" -> number();
            case "FLOAT64" -> (double) number();
            case "UUID" -> random.nextInt(4) == 0 ? Uuid.ZERO_UUID : new Uuid(number(), number());
            default -> lengthed(name);
        };
    }

    private Object lengthed(String name) {
        if (name.endsWith("STRING")) {
            return text();
        }
        byte[] bytes = new byte[random.nextInt(8) == 0 ? 300 : random.nextInt(5)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(256);
        }
        return name.endsWith("RECORDS")
                ? MemoryRecords.readableRecords(ByteBuffer.wrap(bytes))
                : ByteBuffer.wrap(bytes);
    }

    private long number() {
        return switch (random.nextInt(4)) {
            case 0 -> -1;
            case 1 -> random.nextInt(100);
            case 2 -> random.nextInt(2) == 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
            default -> random.nextLong();
        };
    }

    private String text() {
        int length = random.nextInt(8) == 0 ? 200 : random.nextInt(6);
        StringBuilder text = new StringBuilder();
        int letters = LETTERS.codePointCount(0, LETTERS.length());
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(LETTERS.codePointAt(LETTERS.offsetByCodePoints(0, random.nextInt(letters))));
        }
        return text.toString();
    }
}
