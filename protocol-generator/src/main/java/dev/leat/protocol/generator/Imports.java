package dev.leat.protocol.generator;

import dev.leat.protocol.generator.FieldType.ArrayOf;
import dev.leat.protocol.generator.FieldType.Primitive;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a generated file has to import for the types of its fields. */
final class Imports {
    static final String PACKAGE = "dev.leat.protocol.message";

    private static final String NULLABLE = "org.jspecify.annotations.Nullable";
    private static final String LIST = "java.util.List";

    private Imports() {}

    static SortedSet<String> ofFields(Message message) {
        SortedSet<String> imports = new TreeSet<>();
        fields(message).forEach(field -> add(imports, field));
        return imports;
    }

    /** Writes the head of a file. */
    static void write(Source source, SortedSet<String> imports) {
        source.line("package " + PACKAGE + ";").blank();
        imports.forEach(name -> source.line("import " + name + ";"));
        source.blank();
    }

    static Stream<Field> fields(Message message) {
        return Stream.concat(Stream.of(message.root()), message.structs().stream())
                .flatMap(struct -> struct.fields().stream());
    }

    private static void add(SortedSet<String> imports, Field field) {
        if (field.isNullable()) {
            imports.add(NULLABLE);
        }
        FieldType type = field.type();
        if (type instanceof ArrayOf array) {
            imports.add(LIST);
            type = array.element();
        }
        if (type == Primitive.UUID) {
            imports.add("dev.leat.protocol.model.Uuid");
        } else if (type == Primitive.BYTES) {
            imports.add("dev.leat.protocol.model.Bytes");
        } else if (type == Primitive.RECORDS) {
            imports.add("dev.leat.protocol.wire.Payload");
        }
    }
}
