package dev.leat.perf.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PausesTest {
    private final Pauses pauses = new Pauses();

    @Test
    void shouldKnowTheLongestAndWhetherItLastedBeyondAMoment() {
        pauses.note(100);
        pauses.note(150);
        pauses.note(350);
        pauses.note(400);
        assertThat(pauses.longest(0)).isEqualTo(200);
        assertThat(pauses.lastedBeyond(349)).isTrue();
        assertThat(pauses.lastedBeyond(350)).isFalse();
    }

    @Test
    void shouldCountAPauseThatGoesOn() {
        pauses.note(100);
        pauses.note(150);
        assertThat(pauses.longest(1_150)).isEqualTo(1_000);
    }

    @Test
    void shouldForgetTheLongestAndGoOnFromTheLast() {
        pauses.note(100);
        pauses.note(900);
        pauses.reset();
        assertThat(pauses.lastedBeyond(0)).isFalse();
        pauses.note(1_000);
        assertThat(pauses.longest(0)).isEqualTo(100);
    }
}
