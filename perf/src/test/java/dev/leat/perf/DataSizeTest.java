package dev.leat.perf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class DataSizeTest {
    private final DataSize.Converter converter = new DataSize.Converter();

    @Test
    void shouldCountMoreThanFitsIntoMemory() {
        assertThat(converter.convert("5g").bytes()).isEqualTo(5L << 30);
    }

    @Test
    void shouldRefuseWhatIsNoSize() {
        assertThatThrownBy(() -> converter.convert("5 pounds"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("5g");
    }
}
