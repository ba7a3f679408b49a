package dev.leat.controller.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TopicNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "A-z_0.9", "...", "_", "-", "__consumer_offsets"})
    void shouldAcceptLegalNames(String name) {
        assertThat(TopicNames.illegality(name)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a b", "a/b", "a\u0000", "\u00e9", "a:b", "a\n"})
    void shouldRefuseIllegalNames(String name) {
        assertThat(TopicNames.illegality(name)).isNotNull();
    }

    @Test
    void shouldAllowTheLongestNameAndNoLonger() {
        assertThat(TopicNames.illegality("x".repeat(249))).isNull();
        assertThat(TopicNames.illegality("x".repeat(250))).contains("250");
    }

    @Test
    void shouldFindNamesThatMetricsCannotTellApart() {
        assertThat(TopicNames.collision("a.b", List.of("a-b", "a_b"))).isEqualTo("a_b");
        assertThat(TopicNames.collision("a_b", List.of("a.b"))).isEqualTo("a.b");
        assertThat(TopicNames.collision("a_b", List.of("a_b"))).isNull();
        assertThat(TopicNames.collision("ab", List.of("a.b"))).isNull();
    }
}
