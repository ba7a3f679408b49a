package dev.leat.cli.consume;

import dev.leat.client.serde.Header;
import dev.leat.consumer.RecordView;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern: {@code %t} topic, {@code %p} partition, {@code %o} offset, {@code %T} timestamp in ms, {@code %k} key,
 * {@code %v} or {@code %s} value, {@code %K} and {@code %S} their lengths (-1 for null), {@code %h} headers,
 * {@code %%}; {@code \n}, {@code \t}, {@code \r}, {@code \0} and {@code \\}.
 */
final class PercentFormat implements RecordFormat {
    private final List<RecordFormat> parts;

    private PercentFormat(List<RecordFormat> parts) {
        this.parts = List.copyOf(parts);
    }

    /** Reads a pattern; throws {@link IllegalArgumentException} for an unknown letter. */
    static PercentFormat parse(String pattern) {
        List<RecordFormat> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            boolean escapes = (c == '%' || c == '\\') && i + 1 < pattern.length();
            if (!escapes) {
                literal.append(c);
            } else if (c == '\\') {
                literal.append(escaped(pattern.charAt(++i)));
            } else if (pattern.charAt(++i) == '%') {
                literal.append('%');
            } else {
                parts.add(literal(literal));
                literal.setLength(0);
                parts.add(field(pattern.charAt(i)));
            }
        }
        parts.add(literal(literal));
        return new PercentFormat(parts);
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '0' -> '\0';
            default -> c;
        };
    }

    private static RecordFormat literal(CharSequence text) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return (record, out) -> out.write(bytes);
    }

    private static RecordFormat field(char letter) {
        return switch (letter) {
            case 't' -> (record, out) -> text(record.topic(), out);
            case 'p' -> (record, out) -> text(record.partition(), out);
            case 'o' -> (record, out) -> text(record.offset(), out);
            case 'T' -> (record, out) -> text(record.timestamp(), out);
            case 'k' -> (record, out) -> RecordFormat.copy(record.keyBytes(), out);
            case 'v', 's' -> (record, out) -> RecordFormat.copy(record.valueBytes(), out);
            case 'K' -> (record, out) -> text(record.keySize(), out);
            case 'S' -> (record, out) -> text(record.valueSize(), out);
            case 'h' -> (record, out) -> headers(record, out);
            default ->
                throw new IllegalArgumentException(
                        "'%" + letter + "' means nothing: " + "there are %t %p %o %T %k %v %K %S %h and %%");
        };
    }

    private static void text(Object value, OutputStream out) throws IOException {
        out.write(value.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void headers(RecordView<?, ?> record, OutputStream out) throws IOException {
        String separator = "";
        for (Header header : record.headers()) {
            text(separator + header.key() + "=", out);
            byte[] value = header.value();
            if (value != null) {
                out.write(value);
            }
            separator = ",";
        }
    }

    @Override
    public void write(RecordView<?, ?> record, OutputStream out) throws IOException {
        for (RecordFormat part : parts) {
            part.write(record, out);
        }
    }
}
