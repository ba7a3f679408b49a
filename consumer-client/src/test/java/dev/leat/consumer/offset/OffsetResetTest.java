package dev.leat.consumer.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetResetTest {
    @Test
    void shouldReadKafkasNotation() {
        assertThat(OffsetReset.parse("earliest")).isEqualTo(OffsetReset.EARLIEST);
        assertThat(OffsetReset.parse("latest")).isEqualTo(OffsetReset.LATEST);
        assertThat(OffsetReset.parse("none")).isEqualTo(OffsetReset.NONE);
        assertThat(OffsetReset.parse("by_duration:PT1H30M"))
                .isEqualTo(new OffsetReset(OffsetReset.Kind.BY_DURATION, 5_400_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "newest", "by_duration:", "by_duration:1h", "by_duration:-PT1S"})
    void shouldRefuseWhatIsNoPolicy(String text) {
        assertThatThrownBy(() -> OffsetReset.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
