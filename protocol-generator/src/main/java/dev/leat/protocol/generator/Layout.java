package dev.leat.protocol.generator;

import dev.leat.protocol.generator.FieldType.ArrayOf;
import dev.leat.protocol.generator.FieldType.Primitive;
import dev.leat.protocol.generator.FieldType.StructRef;

/** How much room values take, on the wire at least and on the heap about. */
final class Layout {
    private static final int REFERENCE_BYTES = 4; // compressed, as on every heap below 32 GiB
    private static final int OBJECT_HEADER_BYTES = 12;
    private static final int BOXED_BYTES = 16;

    private Layout() {}

    /** The least that an element takes on the wire in any version of {@code message} in {@code carried}, from 1. */
    static int minWireBytes(Message message, FieldType element, Versions carried) {
        int least = Integer.MAX_VALUE;
        for (int version = carried.lowest(); version <= carried.highest(); version++) {
            least = Math.min(least, minWireBytes(message, element, version));
        }
        return Math.max(1, least);
    }

    private static int minWireBytes(Message message, FieldType type, int version) {
        boolean flexible = message.flexible().contains(version);
        if (type instanceof StructRef ref) {
            int fields = ref.struct().fields().stream()
                    .filter(field -> field.versions().contains(version) && !field.isTagged())
                    .mapToInt(field -> minWireBytes(message, field, version))
                    .sum();
            return fields + (flexible ? 1 : 0); // the count of tagged fields
        }
        if (type instanceof ArrayOf) {
            return flexible ? 1 : 4;
        }
        Primitive primitive = (Primitive) type;
        return flexible && primitive.hasLength() ? 1 : primitive.fixedBytes;
    }

    private static int minWireBytes(Message message, Field field, int version) {
        boolean nullStruct =
                field.type() instanceof StructRef && field.nullable().contains(version);
        return nullStruct ? 1 : minWireBytes(message, field.type(), version);
    }

    /** Heap bytes of an element and its slot in the list, without the strings, lists and ids that it refers to. */
    static int elementHeapBytes(FieldType element) {
        if (element instanceof StructRef ref) {
            return REFERENCE_BYTES + structHeapBytes(ref.struct());
        }
        Primitive primitive = (Primitive) element;
        return primitive.isReference() ? REFERENCE_BYTES : REFERENCE_BYTES + BOXED_BYTES + primitive.fixedBytes;
    }

    private static int structHeapBytes(Struct struct) {
        int bytes = OBJECT_HEADER_BYTES;
        for (Field field : struct.fields()) {
            bytes += field.type() instanceof Primitive primitive && !primitive.isReference()
                    ? primitive.fixedBytes
                    : REFERENCE_BYTES;
            bytes += field.type() instanceof StructRef ref ? structHeapBytes(ref.struct()) : 0;
        }
        return (bytes + 7) / 8 * 8;
    }
}
