package dev.leat.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON as a stream; data binding would cost start-up time. */
public final class Json {
    /** Shared; safe for any thread. */
    public static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Fills one document. */
    @FunctionalInterface
    public interface Filler {
        void fill(JsonGenerator generator) throws IOException;
    }

    /** One document in one line with its line end. */
    public static String write(Filler filler) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            filler.fill(generator);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.append('\n').toString();
    }

    /** {@code value} as one line: a map becomes an object, a collection an array, anything else its text. */
    public static String line(@Nullable Object value) {
        return write(generator -> value(generator, value));
    }

    private static void value(JsonGenerator generator, @Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            object(generator, map);
        } else if (value instanceof Collection<?> elements) {
            array(generator, elements);
        } else if (value instanceof Long || value instanceof Integer) {
            generator.writeNumber(((Number) value).longValue());
        } else if (value instanceof Double number) {
            generator.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (value == null) {
            generator.writeNull();
        } else {
            generator.writeString(value.toString());
        }
    }

    private static void object(JsonGenerator generator, Map<?, ?> map) throws IOException {
        generator.writeStartObject();
        for (Map.Entry<?, ?> field : map.entrySet()) {
            generator.writeFieldName(String.valueOf(field.getKey()));
            value(generator, field.getValue());
        }
        generator.writeEndObject();
    }

    private static void array(JsonGenerator generator, Collection<?> elements) throws IOException {
        generator.writeStartArray();
        for (Object element : elements) {
            value(generator, element);
        }
        generator.writeEndArray();
    }
}
