package dev.leat.cli.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartPositionTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final long NOW = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();

    @ParameterizedTest
    @CsvSource({"start,START,0", "end,END,0", "0,OFFSET,0", "123,OFFSET,123", "-10,BEFORE_END,10"})
    void shouldReadPlaces(String text, StartPosition.Kind kind, long number) {
        assertThat(StartPosition.parse(text, NOW, BERLIN)).isEqualTo(new StartPosition(kind, number));
    }

    @ParameterizedTest
    @CsvSource({
        "@-15m,2026-11-21T11:45:00Z",
        "@-90s,2026-11-21T11:58:30Z",
        "@-2h,2026-11-21T10:00:00Z",
        "@-1d,2026-11-20T12:00:00Z",
        "@-5ms,2026-11-21T11:59:59.995Z",
        "@2026-11-20,2026-11-19T23:00:00Z",
        "@2026-11-20T08:30,2026-11-20T07:30:00Z",
        "@2026-11-20T08:30:15,2026-11-20T07:30:15Z",
        "@2026-11-20T08:30:00Z,2026-11-20T08:30:00Z",
        "@2026-11-20T08:30:00-05:00,2026-11-20T13:30:00Z",
        "@1795262400000,2026-11-21T12:00:00Z"
    })
    void shouldReadTimes(String text, Instant time) {
        assertThat(StartPosition.parse(text, NOW, BERLIN))
                .isEqualTo(new StartPosition(StartPosition.Kind.TIME, time.toEpochMilli()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "begin", "1.5", "-", "--1", "@", "@-15", "@-m", "@tomorrow", "@2026-13-01"})
    void shouldRefuseEverythingElse(String text) {
        assertThatThrownBy(() -> StartPosition.parse(text, NOW, BERLIN)).isInstanceOf(IllegalArgumentException.class);
    }
}
