package dev.leat.protocol.generator;

import java.util.Iterator;

/** Writes the record of a message, with a nested record for each of its structs and a builder for each record. */
final class RecordWriter {
    private final Message message;
    private final Source source = new Source();

    private RecordWriter(Message message) {
        this.message = message;
    }

    static String write(Message message) {
        return new RecordWriter(message).file();
    }

    private String file() {
        Imports.write(source, Imports.ofFields(message));
        source.line("/**");
        source.line(
                " * %s, versions %s. Generated from %s, which is the place for changes.",
                title(), span(), message.schemaFile());
        source.line(" *");
        source.line(" * <p>Lists are not copied: whoever builds the message leaves them alone afterwards.");
        source.line(" */");
        body(message.root(), heir());
        for (Struct struct : message.structs()) {
            source.blank();
            body(struct, "");
            source.line("}");
        }
        return source.line("}").toString();
    }

    private String title() {
        return switch (message.kind()) {
            case REQUEST -> "Request " + message.apiName();
            case RESPONSE -> "Response " + message.apiName();
            case OTHER -> "Message";
        };
    }

    private String span() {
        Versions flexible = message.flexible();
        return message.versions().lowest() + " to " + message.versions().highest()
                + (flexible.isEmpty() ? "" : ", flexible from " + flexible.lowest() + " on");
    }

    private String heir() {
        return switch (message.kind()) {
            case REQUEST -> " implements ApiRequest";
            case RESPONSE -> " implements ApiResponse";
            case OTHER -> "";
        };
    }

    /** Writes a record up to its closing brace. */
    private void body(Struct struct, String heir) {
        components(struct, heir);
        source.line("/** The struct as it is when no field was set. */");
        source.line("public static final %s DEFAULT = builder().build();", struct.name());
        if (!heir.isEmpty()) {
            source.blank().line("@Override").line("public ApiKey apiKey() {");
            source.line("return ApiKey.%s;", message.apiName()).line("}");
        }
        source.blank()
                .line("public static Builder builder() {")
                .line("return new Builder();")
                .line("}");
        toBuilder(struct);
        builder(struct);
    }

    private void components(Struct struct, String heir) {
        if (struct.fields().isEmpty()) {
            source.line("public record %s()%s {", struct.name(), heir);
            return;
        }
        source.line("public record %s(", struct.name());
        for (Iterator<Field> fields = struct.fields().iterator(); fields.hasNext(); ) {
            Field field = fields.next();
            String end = fields.hasNext() ? "," : ")" + heir + " {";
            source.line("        " + field.declaredType() + " " + field.name() + end);
        }
    }

    private void toBuilder(Struct struct) {
        source.blank().line("/** A builder that starts from these values. */").line("public Builder toBuilder() {");
        source.line("Builder builder = new Builder();");
        for (Field field : struct.fields()) {
            source.line("builder.%s = %s;", field.name(), field.name());
        }
        source.line("return builder;").line("}");
    }

    private void builder(Struct struct) {
        source.blank().line("/** Collects the fields; one not set keeps the protocol's default. */");
        source.line("public static final class Builder {");
        for (Field field : struct.fields()) {
            source.line("private %s %s = %s;", field.declaredType(), field.name(), field.javaDefault());
        }
        source.blank().line("private Builder() {}");
        for (Field field : struct.fields()) {
            source.blank().line("public Builder %s(%s value) {", field.name(), field.declaredType());
            source.line("this.%s = value;", field.name()).line("return this;").line("}");
        }
        source.blank().line("public %s build() {", struct.name());
        source.line("return new %s(%s);", struct.name(), names(struct))
                .line("}")
                .line("}");
    }

    private static String names(Struct struct) {
        return String.join(", ", struct.fields().stream().map(Field::name).toList());
    }
}
