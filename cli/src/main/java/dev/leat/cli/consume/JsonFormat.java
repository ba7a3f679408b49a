package dev.leat.cli.consume;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leat.cli.output.Json;
import dev.leat.client.serde.Header;
import dev.leat.client.serde.Headers;
import dev.leat.consumer.RecordView;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object in a line for each record. Bytes that are no UTF-8 are written as base64 in a field whose name ends in
 * {@code Base64}, so that nothing is lost; {@code leat produce --format json} reads it back.
 */
final class JsonFormat implements RecordFormat {
    @Override
    public void write(RecordView<?, ?> record, OutputStream out) throws IOException {
        try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            json.writeStartObject();
            json.writeStringField("topic", record.topic());
            json.writeNumberField("partition", record.partition());
            json.writeNumberField("offset", record.offset());
            json.writeNumberField("timestamp", record.timestamp());
            bytes(json, "key", record.keyBytes());
            bytes(json, "value", record.valueBytes());
            Headers headers = record.headers();
            if (!headers.isEmpty()) {
                headers(json, headers);
            }
            json.writeEndObject();
        }
        out.write('\n');
    }

    private static void headers(JsonGenerator json, Headers headers) throws IOException {
        json.writeArrayFieldStart("headers");
        for (Header header : headers) {
            json.writeStartObject();
            json.writeStringField("key", header.key());
            byte[] value = header.value();
            bytes(json, "value", value == null ? null : Unpooled.wrappedBuffer(value));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void bytes(JsonGenerator json, String name, @Nullable ByteBuf content) throws IOException {
        if (content == null) {
            json.writeNullField(name);
        } else if (ByteBufUtil.isText(content, StandardCharsets.UTF_8)) {
            json.writeStringField(name, content.toString(StandardCharsets.UTF_8));
        } else {
            json.writeBinaryField(name + "Base64", ByteBufUtil.getBytes(content));
        }
    }
}
