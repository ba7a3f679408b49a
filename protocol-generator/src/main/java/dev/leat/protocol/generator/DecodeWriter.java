package dev.leat.protocol.generator;

import dev.leat.protocol.generator.FieldType.ArrayOf;
import dev.leat.protocol.generator.FieldType.Primitive;
import dev.leat.protocol.generator.FieldType.StructRef;
import java.util.List;
import java.util.Set;

/** Writes the methods that read a struct and the lists in it. */
final class DecodeWriter {
    private static final String PARAMETERS = "(WireReader in, short version, boolean flexible)";
    private static final String ARGUMENTS = "(in, version, flexible)";
    private static final Set<String> OTHER_LOCALS =
            Set.of("in", "version", "flexible", "tag", "left", "end", "count", "list", "i");

    private final Message message;
    private final Source source;

    DecodeWriter(Message message, Source source) {
        this.message = message;
        this.source = source;
    }

    void struct(Struct struct) {
        source.blank().line("private static %s decode%s%s", struct.name(), struct.name(), PARAMETERS);
        source.line("        throws MalformedMessageException {");
        for (Field field : struct.fields()) {
            String value = field.isTagged() ? field.javaDefault() : orDefault(struct, field);
            source.line("%s %s = %s;", field.declaredType(), local(field), value);
        }
        tags(struct);
        List<String> names = struct.fields().stream().map(DecodeWriter::local).toList();
        source.line("return new %s(%s);", struct.name(), String.join(", ", names))
                .line("}");
        struct.fields().stream()
                .filter(field -> field.type() instanceof ArrayOf)
                .forEach(field -> list(struct, field));
    }

    private String orDefault(Struct struct, Field field) {
        String condition = field.versions().condition(message.versions());
        String read = read(struct, field);
        return condition.equals("true") ? read : condition + " ? " + read + " : " + field.javaDefault();
    }

    private String read(Struct struct, Field field) {
        String flexible = field.inflexible() ? "false" : "flexible";
        if (field.type() instanceof ArrayOf) {
            return listMethod(struct, field) + ARGUMENTS;
        }
        if (field.type() instanceof StructRef ref) {
            String read = "decode" + ref.struct().name() + ARGUMENTS;
            return switch (nullability(field)) {
                case "false" -> read;
                case "true" -> "(in.readPresent() ? " + read + " : null)";
                default -> "(" + nullability(field) + " && !in.readPresent() ? null : " + read + ")";
            };
        }
        Primitive primitive = (Primitive) field.type();
        if (!primitive.hasLength()) {
            return read(primitive, "", "");
        }
        String plain = read(primitive, "", flexible);
        String nullable = read(primitive, "Nullable", flexible);
        return primitive == Primitive.RECORDS
                ? nullable
                : switch (nullability(field)) {
                    case "false" -> plain;
                    case "true" -> nullable;
                    default -> "(" + nullability(field) + " ? " + nullable + " : " + plain + ")";
                };
    }

    private static String read(Primitive primitive, String prefix, String argument) {
        return "in.read" + prefix + primitive.methodName() + "(" + argument + ")";
    }

    private void tags(Struct struct) {
        String flexible = message.flexible().condition(message.versions());
        if (flexible.equals("false")) {
            return;
        }
        if (!struct.hasTags()) {
            source.when(flexible.equals("true") ? "true" : "flexible", "in.skipTaggedFields();");
            return;
        }
        source.line("int tag = -1;");
        source.line("for (int left = flexible ? in.readTagCount() : 0; left > 0; left--) {");
        source.line("tag = in.readTag(tag);").line("int end = in.readTagEnd();").line("switch (tag) {");
        // a tag may have got another meaning in another version: so one case can hold several fields
        struct.fields().stream()
                .filter(Field::isTagged)
                .map(Field::tag)
                .distinct()
                .sorted()
                .forEach(tag -> {
                    source.line("case %d -> {", tag);
                    tag(struct, tag);
                    source.line("}");
                });
        source.line("default -> in.skipTag(end);").line("}");
        source.line("in.finishTag(end);").line("}");
    }

    private void tag(Struct struct, int tag) {
        String other = "";
        boolean complete = false;
        for (Field field : struct.fields()) {
            if (field.tag() == tag) {
                String condition = field.versions().condition(message.flexible());
                complete |= condition.equals("true");
                source.line(
                        complete ? "%s%s = %s;" : "%sif (" + condition + ") {",
                        other,
                        local(field),
                        read(struct, field));
                if (!complete) {
                    source.line("%s = %s;", local(field), read(struct, field));
                    other = "} else ";
                }
            }
        }
        if (!complete) {
            source.line("} else {").line("in.skipTag(end);").line("}");
        }
    }

    private void list(Struct struct, Field field) {
        FieldType element = ((ArrayOf) field.type()).element();
        String arguments = String.format(
                java.util.Locale.ROOT,
                "ArrayCount(flexible, %d, %d)",
                Layout.minWireBytes(message, element, field.versions()),
                Layout.elementHeapBytes(element));
        String plain = "in.read" + arguments;
        String nullable = "in.readNullable" + arguments;
        source.blank();
        source.line("private static %s %s%s", field.declaredType(), listMethod(struct, field), PARAMETERS);
        source.line("        throws MalformedMessageException {");
        source.line(
                "int count = %s;",
                switch (nullability(field)) {
                    case "false" -> plain;
                    case "true" -> nullable;
                    default -> nullability(field) + " ? " + nullable + " : " + plain;
                });
        source.line("if (count <= 0) {");
        source.line(field.isNullable() ? "return count == 0 ? List.of() : null;" : "return List.of();")
                .line("}");
        source.line("%s list = new ArrayList<>(count);", field.type().javaName());
        source.line("for (int i = 0; i < count; i++) {");
        source.line(
                "list.add(%s);",
                element instanceof StructRef ref
                        ? "decode" + ref.struct().name() + ARGUMENTS
                        : read((Primitive) element, "", ((Primitive) element).hasLength() ? "flexible" : ""));
        source.line("}").line("return list;").line("}");
    }

    private String nullability(Field field) {
        return field.nullable().condition(field.versions());
    }

    private static String listMethod(Struct struct, Field field) {
        return "read" + Source.capitalized(field.name()) + "Of" + struct.name();
    }

    private static String local(Field field) {
        return OTHER_LOCALS.contains(field.name()) ? field.name() + "Value" : field.name();
    }
}
