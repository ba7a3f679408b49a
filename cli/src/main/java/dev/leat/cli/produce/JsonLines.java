package dev.leat.cli.produce;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.leat.cli.output.CliFailure;
import dev.leat.cli.output.Json;
import dev.leat.client.serde.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines of JSON objects with {@code key}, {@code value}, {@code headers} and {@code timestamp}, all optional; bytes that
 * are no text come as base64 in {@code keyBase64} and {@code valueBase64}. Other fields are passed over, so that what
 * {@code leat consume} writes can be read back.
 */
final class JsonLines implements RecordSource {
    private final ByteInput in;

    JsonLines(ByteInput in) {
        this.in = in;
    }

    @Override
    public @Nullable InputRecord next() throws IOException {
        byte[] line = in.readLine();
        while (line != null && isBlank(line)) {
            line = in.readLine();
        }
        return line == null ? null : parse(line);
    }

    private InputRecord parse(byte[] line) throws IOException {
        try (JsonParser parser = Json.FACTORY.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed("is no JSON object", null);
            }
            return record(parser);
        } catch (JsonProcessingException broken) {
            throw malformed("is no JSON: " + broken.getOriginalMessage(), broken);
        }
    }

    private InputRecord record(JsonParser parser) throws IOException {
        byte[] key = null;
        byte[] value = null;
        long timestamp = InputRecord.NOW;
        Headers headers = Headers.none();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "key" -> key = text(parser);
                case "keyBase64" -> key = parser.getBinaryValue();
                case "value" -> value = text(parser);
                case "valueBase64" -> value = parser.getBinaryValue();
                case "timestamp" -> timestamp = time(parser);
                case "headers" -> headers = headers(parser);
                default -> parser.skipChildren();
            }
        }
        return new InputRecord(key, value, headers, timestamp);
    }

    private long time(JsonParser parser) throws IOException {
        long time = parser.getValueAsLong(InputRecord.NOW);
        if (time < InputRecord.NOW) {
            throw malformed("has a time before 1970: " + time, null);
        }
        return time;
    }

    private Headers headers(JsonParser parser) throws IOException {
        Headers headers = Headers.create();
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            String name = "";
            byte[] value = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "key" -> name = parser.getText();
                    case "value" -> value = text(parser);
                    case "valueBase64" -> value = parser.getBinaryValue();
                    default -> parser.skipChildren();
                }
            }
            headers.add(name, value);
        }
        return headers;
    }

    /** The bytes of a string, or of a number or truth value as it is written; a nested object is refused. */
    private byte @Nullable [] text(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token.isStructStart()) {
            throw malformed("has an object where a string belongs: write it as a string", null);
        }
        return token == JsonToken.VALUE_NULL ? null : parser.getText().getBytes(StandardCharsets.UTF_8);
    }

    private CliFailure malformed(String how, @Nullable Exception cause) {
        return new CliFailure(
                "line " + in.count() + " of the input " + how,
                null,
                "the input is not made of lines like {\"key\":\"a\",\"value\":\"b\"}",
                "--format value, which takes every line as it is",
                cause);
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
