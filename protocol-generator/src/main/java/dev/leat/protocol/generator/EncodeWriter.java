package dev.leat.protocol.generator;

import dev.leat.protocol.generator.FieldType.ArrayOf;
import dev.leat.protocol.generator.FieldType.Primitive;
import dev.leat.protocol.generator.FieldType.StructRef;
import java.util.Comparator;
import java.util.List;

/** Writes the methods that write a struct and the lists in it. */
final class EncodeWriter {
    private final Message message;
    private final Source source;

    EncodeWriter(Message message, Source source) {
        this.message = message;
        this.source = source;
    }

    void struct(Struct struct) {
        source.blank();
        source.line(
                "private static void encode%s(%s value, WireWriter out, short version, boolean flexible) {",
                struct.name(), struct.name());
        for (Field field : struct.fields()) {
            field(struct, field);
        }
        tags(struct);
        source.line("}");
        struct.fields().stream()
                .filter(field -> field.type() instanceof ArrayOf)
                .forEach(field -> list(struct, field));
    }

    private void field(Struct struct, Field field) {
        Versions known = message.versions();
        String carried = field.versions().condition(known);
        String refusal = "throw Codecs.notCarried(\"" + field.name() + "\", version);";
        String differs = field.differsFromDefault("value." + field.name() + "()");
        if (carried.equals("true")) {
            if (!field.isTagged()) {
                write(struct, field);
            }
        } else if (field.isTagged()) {
            if (!field.ignorable()) {
                source.line("if (!(%s) && %s) {", carried, differs)
                        .line(refusal)
                        .line("}");
            }
        } else {
            source.line("if (%s) {", carried);
            write(struct, field);
            if (!field.ignorable()) {
                source.line("} else if (%s) {", differs).line(refusal);
            }
            source.line("}");
        }
    }

    private void write(Struct struct, Field field) {
        String value = "value." + field.name() + "()";
        String nullability = field.nullable().condition(field.versions());
        boolean sometimes = !nullability.equals("true") && !nullability.equals("false");
        if (sometimes) {
            source.line("if (%s == null && !(%s)) {", value, nullability);
            source.line("throw Codecs.notNullable(\"%s\", version);", field.name())
                    .line("}");
        }
        if (field.type() instanceof StructRef ref) {
            String encode = "encode" + ref.struct().name() + "(" + value + ", out, version, flexible);";
            if (nullability.equals("false")) {
                source.line(encode);
                return;
            }
            source.when(nullability, "out.writePresent(" + value + " != null);");
            source.line("if (%s != null) {", value).line(encode).line("}");
        } else if (field.type() instanceof ArrayOf) {
            source.line("%s(%s, out, version, flexible);", listMethod(struct, field), value);
        } else {
            String flexible = field.inflexible() ? "false" : "flexible";
            source.line(primitive((Primitive) field.type(), field.isNullable(), value, flexible));
        }
    }

    private static String primitive(Primitive type, boolean nullable, String value, String flexible) {
        String method = (nullable ? "Nullable" : "") + type.methodName();
        return "out.write" + method + "(" + value + (type.hasLength() ? ", " + flexible : "") + ");";
    }

    private void tags(Struct struct) {
        String flexible = message.flexible().condition(message.versions());
        if (flexible.equals("false")) {
            return;
        }
        if (!struct.hasTags()) {
            source.when(flexible.equals("true") ? "true" : "flexible", "out.writeUnsignedVarint(0);");
            return;
        }
        List<Field> tagged = struct.fields().stream()
                .filter(Field::isTagged)
                .sorted(Comparator.comparingInt(Field::tag))
                .toList();
        source.line("if (flexible) {");
        for (Field field : tagged) {
            String carried = field.versions().condition(message.flexible());
            String differs = field.differsFromDefault("value." + field.name() + "()");
            source.line("boolean %s = %s;", has(field), carried.equals("true") ? differs : carried + " && " + differs);
        }
        List<String> counts =
                tagged.stream().map(field -> "(" + has(field) + " ? 1 : 0)").toList();
        source.line("out.writeUnsignedVarint(%s);", String.join(" + ", counts));
        for (Field field : tagged) {
            source.line("if (%s) {", has(field)).line("int start = out.beginTag(%d);", field.tag());
            write(struct, field);
            source.line("out.endTag(start);").line("}");
        }
        source.line("}");
    }

    private void list(Struct struct, Field field) {
        FieldType element = ((ArrayOf) field.type()).element();
        source.blank().line("private static void %s(", listMethod(struct, field));
        source.line("        %s list, WireWriter out, short version, boolean flexible) {", field.declaredType());
        if (field.isNullable()) {
            source.line("if (list == null) {")
                    .line("out.writeCount(-1, flexible);")
                    .line("return;")
                    .line("}");
        }
        source.line("out.writeCount(list.size(), flexible);");
        source.line("for (%s element : list) {", element.boxedName());
        source.line(
                element instanceof StructRef ref
                        ? "encode" + ref.struct().name() + "(element, out, version, flexible);"
                        : primitive((Primitive) element, false, "element", "flexible"));
        source.line("}").line("}");
    }

    private static String listMethod(Struct struct, Field field) {
        return "write" + Source.capitalized(field.name()) + "Of" + struct.name();
    }

    private static String has(Field field) {
        return "has" + Source.capitalized(field.name());
    }
}
