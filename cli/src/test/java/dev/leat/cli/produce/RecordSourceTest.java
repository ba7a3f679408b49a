package dev.leat.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.cli.output.CliFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSourceTest {
    @Test
    void shouldSplitAtTheFirstSeparatorOfALine() throws IOException {
        assertThat(read(InputFormat.KEY_VALUE, "a::b::c\n::v\nk::\n")).containsExactly("a=b::c", "=v", "k=");
    }

    @Test
    void shouldNameTheLineWithoutSeparator() {
        assertThatThrownBy(() -> read(InputFormat.KEY_VALUE, "a::b\nplain\n"))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void shouldTakeAnInputAsOneRecord() throws IOException {
        assertThat(read(InputFormat.WHOLE, "a\nb\n")).containsExactly("null=a\nb\n");
    }

    @Test
    void shouldCutTheInputIntoChunks() throws IOException {
        assertThat(read(InputFormat.CHUNKS, "abcdefgh")).containsExactly("null=abc", "null=def", "null=gh");
    }

    @Test
    void shouldReadJsonWithNullsNumbersAndBase64() throws IOException {
        assertThat(read(InputFormat.JSON, """
                {"key":"k","value":"v","topic":"passed over","headers":[{"key":"h","value":"x"}]}

                {"key":null,"value":12.50}
                {"keyBase64":"AAE=","value":null}
                """)).containsExactly("k=v h:x", "null=12.50", "\0\1=null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no json", "[1]", "{\"value\":{}}", "{\"value\":\"cut", "{\"timestamp\":-2}"})
    void shouldRefuseLinesThatAreNoRecord(String line) {
        assertThatThrownBy(() -> read(InputFormat.JSON, line))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("line 1");
    }

    private static List<String> read(InputFormat format, String text) throws IOException {
        ByteInput in = new ByteInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        RecordSource source = RecordSource.of(format, in, "::".getBytes(StandardCharsets.UTF_8), 3);
        List<String> records = new ArrayList<>();
        for (InputRecord record = source.next(); record != null; record = source.next()) {
            StringBuilder shown = new StringBuilder(show(record.key()) + "=" + show(record.value()));
            record.headers()
                    .forEach(header ->
                            shown.append(' ').append(header.key()).append(':').append(show(header.value())));
            records.add(shown.toString());
        }
        return records;
    }

    private static String show(byte @Nullable [] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }
}
