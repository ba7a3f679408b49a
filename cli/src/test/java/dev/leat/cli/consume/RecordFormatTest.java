package dev.leat.cli.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.serde.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordFormatTest {
    private static final int BASE_OFFSET = 40;

    @ParameterizedTest
    @CsvSource({
        "value, 'v1|v2||'",
        "raw, 'v1v2'",
        "key-value, 'k1\tv1|k2\tv2|\t|'",
        "%t-%p@%o=%s;, orders-3@40=v1;orders-3@41=v2;orders-3@42=;",
        "%T:%K:%S%%|, 100:2:2%|101:2:2%|102:-1:-1%|",
        "[%h], '[a=x,b=][][]'"
    })
    void shouldWriteRecords(String format, String expected) throws IOException {
        assertThat(written(format).replace('\n', '|')).isEqualTo(expected);
    }

    @Test
    void shouldWriteJsonThatKeepsWhatIsNoText() throws IOException {
        assertThat(written("json").lines().toList())
                .containsExactly(
                        "{\"topic\":\"orders\",\"partition\":3,\"offset\":40,\"timestamp\":100,\"key\":\"k1\",\"value\":\"v1\","
                                + "\"headers\":[{\"key\":\"a\",\"value\":\"x\"},{\"key\":\"b\",\"value\":null}]}",
                        "{\"topic\":\"orders\",\"partition\":3,\"offset\":41,\"timestamp\":101,\"key\":\"k2\",\"value\":\"v2\"}",
                        "{\"topic\":\"orders\",\"partition\":3,\"offset\":42,\"timestamp\":102,\"key\":null,\"value\":null}");
        assertThat(json(Unpooled.wrappedBuffer(new byte[] {(byte) 0xff, 0}))).contains("\"valueBase64\":\"/wA=\"");
        assertThat(json(Unpooled.copiedBuffer("grün", StandardCharsets.UTF_8))).contains("\"value\":\"grün\"");
    }

    @Test
    void shouldRefuseUnknownNamesAndLetters() {
        assertThatThrownBy(() -> RecordFormat.of("values")).hasMessageContaining("values");
        assertThatThrownBy(() -> RecordFormat.of("%x")).hasMessageContaining("%x");
    }

    private static String written(String format) throws IOException {
        return printed(
                format,
                record(0, "k1", text("v1"))
                        .with(Headers.create().add("a", bytes("x")).add("b", null)),
                record(1, "k2", text("v2")),
                record(2, null, null));
    }

    private static String json(ByteBuf value) throws IOException {
        return printed("json", record(0, null, value));
    }

    private static String printed(String format, FakeRecord... records) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (FakeRecord record : records) {
            RecordFormat.of(format).write(record, out);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static FakeRecord record(int number, @Nullable String key, @Nullable ByteBuf value) {
        ByteBuf keyBytes = key == null ? null : text(key);
        return new FakeRecord(BASE_OFFSET + number, 100 + number, keyBytes, value, Headers.none());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuf text(String text) {
        return Unpooled.wrappedBuffer(bytes(text));
    }
}
