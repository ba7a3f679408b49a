package dev.leat.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leat.protocol.error.ErrorCode;
import java.io.IOException;
import java.io.PrintWriter;

/** Shows a {@link CliFailure}, for people or as one line of JSON. */
public final class FailureScreen {
    private FailureScreen() {}

    /** Writes the failure to {@code out} in the form that {@code format} asks for. */
    public static void show(CliFailure failure, OutputFormat format, Style style, PrintWriter out) {
        out.print(format == OutputFormat.JSON ? json(failure) : text(failure, style));
        out.flush();
    }

    private static String text(CliFailure failure, Style style) {
        StringBuilder screen = new StringBuilder();
        screen.append(style.bad("error: ")).append(failure.what()).append('\n');
        ErrorCode code = failure.errorCode();
        part(screen, style, "Kafka error", code == null ? "" : code.name() + " (" + code.code() + ")");
        part(screen, style, "likely cause", failure.likelyCause());
        part(screen, style, "try next", failure.next());
        return screen.toString();
    }

    private static void part(StringBuilder screen, Style style, String label, String text) {
        if (!text.isEmpty()) {
            screen.append("  ").append(style.dim(String.format("%-12s", label)));
            screen.append("  ").append(text).append('\n');
        }
    }

    private static String json(CliFailure failure) {
        return Json.write(generator -> {
            generator.writeStartObject();
            generator.writeObjectFieldStart("error");
            generator.writeStringField("what", failure.what());
            ErrorCode code = failure.errorCode();
            if (code != null) {
                generator.writeStringField("kafkaError", code.name());
                generator.writeNumberField("code", code.code());
            }
            optional(generator, "likelyCause", failure.likelyCause());
            optional(generator, "next", failure.next());
            generator.writeEndObject();
            generator.writeEndObject();
        });
    }

    private static void optional(JsonGenerator generator, String name, String text) throws IOException {
        if (!text.isEmpty()) {
            generator.writeStringField(name, text);
        }
    }
}
