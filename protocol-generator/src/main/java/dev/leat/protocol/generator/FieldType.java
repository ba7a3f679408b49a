package dev.leat.protocol.generator;

import java.util.Locale;

/** What a field holds. */
sealed interface FieldType {
    /** The type in Java, where it cannot be null. */
    String javaName();

    /** As {@link #javaName()}, as an argument of a generic type. */
    default String boxedName() {
        return javaName();
    }

    /** A value that is not made of others. */
    enum Primitive implements FieldType {
        BOOL("boolean", "Boolean", 1, "false"),
        INT8("byte", "Byte", 1, "0"),
        INT16("short", "Short", 2, "0"),
        UINT16("int", "Integer", 2, "0"),
        INT32("int", "Integer", 4, "0"),
        UINT32("long", "Long", 4, "0"),
        INT64("long", "Long", 8, "0"),
        FLOAT64("double", "Double", 8, "0"),
        UUID("Uuid", "Uuid", 16, "Uuid.ZERO"),
        STRING("String", "String", 2, "\"\""),
        BYTES("Bytes", "Bytes", 4, "Bytes.EMPTY"),
        RECORDS("Payload", "Payload", 4, "null");

        private final String javaName;
        private final String boxedName;
        final int fixedBytes;
        final String javaDefault;

        Primitive(String javaName, String boxedName, int fixedBytes, String javaDefault) {
            this.javaName = javaName;
            this.boxedName = boxedName;
            this.fixedBytes = fixedBytes;
            this.javaDefault = javaDefault;
        }

        static Primitive parse(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }

        /** Whether a length comes first, whose form depends on flexibility. */
        boolean hasLength() {
            return this == STRING || this == BYTES || this == RECORDS;
        }

        boolean isReference() {
            return this == UUID || hasLength();
        }

        /** The name in methods of the reader and writer, such as {@code Int32} of {@code readInt32}. */
        String methodName() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }

        @Override
        public String javaName() {
            return javaName;
        }

        @Override
        public String boxedName() {
            return boxedName;
        }
    }

    /** Another struct of the same message. */
    record StructRef(Struct struct) implements FieldType {
        @Override
        public String javaName() {
            return struct.name();
        }
    }

    /** A list of primitives or structs. */
    record ArrayOf(FieldType element) implements FieldType {
        @Override
        public String javaName() {
            return "List<" + element.boxedName() + ">";
        }
    }
}
