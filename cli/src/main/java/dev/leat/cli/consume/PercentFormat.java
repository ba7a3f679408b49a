package dev.leat.cli.consume;

import dev.leat.protocol.record.Record;
import dev.leat.protocol.record.RecordHeader;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        return (topic, partition, record, out) -> out.write(bytes);
    }

    private static RecordFormat field(char letter) {
        return switch (letter) {
            case 't' -> (topic, partition, record, out) -> text(topic, out);
            case 'p' -> (topic, partition, record, out) -> text(partition, out);
            case 'o' -> (topic, partition, record, out) -> text(record.offset(), out);
            case 'T' -> (topic, partition, record, out) -> text(record.timestamp(), out);
            case 'k' -> (topic, partition, record, out) -> RecordFormat.copy(record.key(), out);
            case 'v', 's' -> (topic, partition, record, out) -> RecordFormat.copy(record.value(), out);
            case 'K' -> (topic, partition, record, out) -> text(length(record.key()), out);
            case 'S' -> (topic, partition, record, out) -> text(length(record.value()), out);
            case 'h' -> (topic, partition, record, out) -> headers(record, out);
            default ->
                throw new IllegalArgumentException(
                        "'%" + letter + "' means nothing: " + "there are %t %p %o %T %k %v %K %S %h and %%");
        };
    }

    private static int length(@Nullable ByteBuf field) {
        return field == null ? -1 : field.readableBytes();
    }

    private static void text(Object value, OutputStream out) throws IOException {
        out.write(value.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void headers(Record record, OutputStream out) throws IOException {
        String separator = "";
        for (RecordHeader header : record.headers()) {
            text(separator + header.name() + "=", out);
            RecordFormat.copy(header.value(), out);
            separator = ",";
        }
    }

    @Override
    public void write(String topic, int partition, Record record, OutputStream out) throws IOException {
        for (RecordFormat part : parts) {
            part.write(topic, partition, record, out);
        }
    }
}
