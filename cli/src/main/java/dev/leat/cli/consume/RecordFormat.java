package dev.leat.cli.consume;

import dev.leat.consumer.RecordView;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Writes records as bytes. */
@FunctionalInterface
interface RecordFormat {
    void write(RecordView<?, ?> record, OutputStream out) throws IOException;

    /**
     * The format of this name: {@code value}, {@code raw}, {@code key-value}, {@code json}, or a pattern with percent
     * signs.
     *
     * @throws IllegalArgumentException if there is none
     */
    static RecordFormat of(String name) {
        return switch (name) {
            case "value" ->
                (record, out) -> {
                    copy(record.valueBytes(), out);
                    out.write('\n');
                };
            case "raw" -> (record, out) -> copy(record.valueBytes(), out);
            case "key-value" -> PercentFormat.parse("%k\\t%v\\n");
            case "json" -> new JsonFormat();
            default -> {
                if (name.indexOf('%') < 0) {
                    throw new IllegalArgumentException(
                            "'" + name + "' is none of value, raw, key-value, json, or a pattern such as '%k %v\\n'");
                }
                yield PercentFormat.parse(name);
            }
        };
    }

    /** Writes the readable bytes of {@code field}, nothing for null; its indices stay. */
    static void copy(@Nullable ByteBuf field, OutputStream out) throws IOException {
        if (field != null) {
            field.getBytes(field.readerIndex(), out, field.readableBytes());
        }
    }
}
