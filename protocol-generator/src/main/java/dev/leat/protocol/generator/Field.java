package dev.leat.protocol.generator;

import dev.leat.protocol.generator.FieldType.Primitive;
import dev.leat.protocol.generator.FieldType.StructRef;
import org.jspecify.annotations.Nullable;

/**
 * One field of a struct.
 *
 * @param versions in which the field is carried, within those of the message
 * @param nullable in which of them it may be null
 * @param defaultText what the schema says after {@code =}, or null if the type's own default holds
 * @param tag number of a tagged field, or -1
 * @param ignorable whether a version without the field loses it silently
 * @param inflexible whether its length keeps the old form in flexible versions
 */
record Field(
        String name,
        FieldType type,
        Versions versions,
        Versions nullable,
        @Nullable String defaultText,
        int tag,
        boolean ignorable,
        boolean inflexible) {

    boolean isTagged() {
        return tag >= 0;
    }

    /** Whether null may occur in some version, or stands for absent records. */
    boolean isNullable() {
        return !nullable.isEmpty() || type == Primitive.RECORDS;
    }

    /** The type as a record component is declared. */
    String declaredType() {
        return isNullable() ? "@Nullable " + type.javaName() : type.javaName();
    }

    String javaDefault() {
        if (defaultText == null) {
            return typeDefault();
        }
        if (type == Primitive.INT64 || type == Primitive.UINT32) {
            return defaultText + "L";
        }
        return type == Primitive.STRING && !defaultText.equals("null") ? '"' + defaultText + '"' : defaultText;
    }

    /** A Java condition that says whether {@code value} is not the default. */
    String differsFromDefault(String value) {
        String standard = javaDefault();
        if (standard.equals("null") || (type instanceof Primitive primitive && !primitive.isReference())) {
            return type == Primitive.BOOL ? (standard.equals("true") ? "!" + value : value) : value + " != " + standard;
        }
        String differs = type instanceof FieldType.ArrayOf
                ? "!" + value + ".isEmpty()"
                : "!" + value + ".equals(" + standard + ")";
        return isNullable() ? "(" + value + " == null || " + differs + ")" : differs;
    }

    private String typeDefault() {
        if (type instanceof Primitive primitive) {
            return primitive.javaDefault;
        }
        return type instanceof StructRef ref ? ref.struct().name() + ".DEFAULT" : "List.of()";
    }
}
