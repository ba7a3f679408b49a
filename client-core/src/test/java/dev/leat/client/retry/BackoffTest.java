package dev.leat.client.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.SeededRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    @ParameterizedTest
    @CsvSource({"1,80,120", "2,160,240", "3,320,480", "4,640,960", "5,800,1200", "60,800,1200"})
    void shouldDoubleUpToTheMaximumAndSpreadByAFifth(int failures, long least, long most) {
        Backoff backoff = new Backoff(100, 1_000, new SeededRandom(7, "backoff"));
        for (int draw = 0; draw < 1_000; draw++) {
            assertThat(backoff.pauseMs(failures)).isBetween(least, most);
        }
    }
}
