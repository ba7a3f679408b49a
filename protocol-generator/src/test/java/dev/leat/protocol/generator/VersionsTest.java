package dev.leat.protocol.generator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {
    @ParameterizedTest
    @CsvSource({
        "0+, true",
        "2-9, true",
        "4+, version >= 4",
        "0-4, version <= 4",
        "5, version == 5",
        "4-6, version >= 4 && version <= 6",
        "10+, false",
        "none, false"
    })
    void shouldAskNoMoreThanNeeded(String versions, String condition) {
        assertThat(Versions.parse(versions).condition(new Versions(2, 9))).isEqualTo(condition);
    }

    @Test
    void shouldContainBothEnds() {
        Versions versions = Versions.parse("3-5");
        assertThat(versions.contains(3)).isTrue();
        assertThat(versions.contains(5)).isTrue();
        assertThat(versions.contains(6)).isFalse();
        assertThat(versions.containsAll(Versions.NONE)).isTrue();
        assertThat(versions.containsAll(new Versions(3, 6))).isFalse();
    }
}
