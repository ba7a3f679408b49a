package dev.leat.consumer.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProximityTest {
    private static final int ASKED = 1 << 20;
    private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long FAST = TimeUnit.MICROSECONDS.toNanos(500);

    private final Proximity proximity = new Proximity();

    @Test
    void shouldTakeABrokerForNearUntilItIsSlow() {
        assertThat(proximity.isNear()).isTrue();
        proximity.answered(ASKED, ASKED, FAST);
        assertThat(proximity.isNear()).isTrue();
        proximity.answered(ASKED, ASKED, SLOW);
        assertThat(proximity.isNear()).isFalse();
    }

    @Test
    void shouldAskAFarBrokerForMore() {
        int near = proximity.answerBytes();
        proximity.answered(ASKED, ASKED, SLOW);
        assertThat(proximity.answerBytes()).isGreaterThan(4 * near);
    }

    @Test
    void shouldNotTakeABrokerForFarThatWaitedForRecords() {
        proximity.answered(ASKED, 100, SLOW);
        assertThat(proximity.isNear()).isTrue();
    }

    @Test
    void shouldLearnFromSmallAnswersWhereNoMoreIsAskedFor() {
        proximity.answered(1_000, 1_000, SLOW);
        assertThat(proximity.isNear()).isFalse();
    }

    @Test
    void shouldTakeABrokerForNearAgainOnceItAnswersFast() {
        proximity.answered(ASKED, ASKED, SLOW);
        proximity.answered(16 * ASKED, 8 * ASKED, FAST);
        assertThat(proximity.isNear()).isTrue();
    }
}
