package dev.leat.cli.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({"1,1", "4096,4096", "64k,65536", "64K,65536", "2m,2097152", "1g,1073741824"})
    void shouldReadSizes(String text, int bytes) {
        assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "0", "-1", "1.5m", "2g", "99999999999g", "10x"})
    void shouldRefuseEverythingElse(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text)).isInstanceOf(TypeConversionException.class);
    }
}
