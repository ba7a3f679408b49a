package dev.leat.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StallNoticeTest {
    private final List<String> lines = new ArrayList<>();
    private final StallNotice notice = new StallNotice(lines::add, "host:9", 30_000, 0);

    @Test
    void shouldTellOnceWhomItWaitsForAndOnceThatItGoesOn() {
        notice.look(2, 7, 500);
        notice.look(2, 7, 2_900);
        assertThat(lines).isEmpty();
        notice.look(2, 7, 3_000);
        notice.look(2, 7, 9_000);
        assertThat(lines)
                .containsExactly("waiting for host:9: 2 records are not acknowledged yet; trying again for up to 30 s");
        notice.look(0, 9, 9_500);
        notice.look(0, 9, 20_000);
        assertThat(lines).hasSize(2).last().isEqualTo("connected again");
    }

    @Test
    void shouldKeepQuietWhileNothingIsSent() {
        notice.look(0, 0, 60_000);
        notice.look(1, 0, 60_500);
        notice.look(1, 0, 62_400);
        assertThat(lines).isEmpty();
        notice.look(1, 0, 62_500);
        assertThat(lines).hasSize(1).first().asString().contains("1 record is not acknowledged yet");
    }

    @Test
    void shouldKeepQuietWhileAnswersComeSlowly() {
        for (int second = 1; second < 60; second++) {
            notice.look(100 - second, second, second * 1_000L);
        }
        assertThat(lines).isEmpty();
    }
}
