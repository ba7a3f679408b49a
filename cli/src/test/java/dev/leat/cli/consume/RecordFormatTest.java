package dev.leat.cli.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.RecordBatchBuilder;
import dev.leat.protocol.record.RecordHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
        assertThat(written(format, 0, 99).replace('\n', '|')).isEqualTo(expected);
    }

    @Test
    void shouldWriteJsonThatKeepsWhatIsNoText() throws IOException {
        assertThat(written("json", 0, 99).lines().toList())
                .containsExactly(
                        "{\"topic\":\"orders\",\"partition\":3,\"offset\":40,\"timestamp\":100,\"key\":\"k1\",\"value\":\"v1\","
                                + "\"headers\":[{\"key\":\"a\",\"value\":\"x\"},{\"key\":\"b\",\"value\":null}]}",
                        "{\"topic\":\"orders\",\"partition\":3,\"offset\":41,\"timestamp\":101,\"key\":\"k2\",\"value\":\"v2\"}",
                        "{\"topic\":\"orders\",\"partition\":3,\"offset\":42,\"timestamp\":102,\"key\":null,\"value\":null}");
        assertThat(json(Unpooled.wrappedBuffer(new byte[] {(byte) 0xff, 0}))).contains("\"valueBase64\":\"/wA=\"");
        assertThat(json(Unpooled.copiedBuffer("grün", StandardCharsets.UTF_8))).contains("\"value\":\"grün\"");
    }

    @Test
    void shouldBeginInTheMiddleOfABatchAndStopAtTheLimit() throws IOException {
        assertThat(written("%o ", 41, 1)).isEqualTo("41 ");
    }

    @Test
    void shouldRefuseUnknownNamesAndLetters() {
        assertThatThrownBy(() -> RecordFormat.of("values")).hasMessageContaining("values");
        assertThatThrownBy(() -> RecordFormat.of("%x")).hasMessageContaining("%x");
    }

    private static String written(String format, long from, long limit) throws IOException {
        RecordBatchBuilder batch = new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.NONE)
                .baseOffset(BASE_OFFSET)
                .append(100, text("k1"), text("v1"), List.of(header("a", text("x")), header("b", null)))
                .append(101, text("k2"), text("v2"))
                .append(102, null, null);
        return printed(format, batch.build(), from, limit);
    }

    private static String json(ByteBuf value) throws IOException {
        return printed(
                "json",
                new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.NONE)
                        .append(1, null, value)
                        .build(),
                0,
                1);
    }

    private static String printed(String format, ByteBuf records, long from, long limit) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RecordPrinter printer = new RecordPrinter(RecordFormat.of(format), out, limit);
        Fetched fetched = new Fetched(new TopicPartition("orders", 3), ErrorCode.NONE, records);
        long next = printer.print(fetched, from);
        assertThat(next).isEqualTo(Math.max(from, fetched.records().getLong(0)) + printer.count());
        fetched.release();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static RecordHeader header(String name, @Nullable ByteBuf value) {
        return new RecordHeader(name, value);
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }
}
