package dev.leat.client.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.retry.Backoff;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RefreshScheduleTest {
    private static final long MAX_AGE_MS = 300_000;

    /** Half of the spread, so that pauses are 100, 200, 400 ms and so on. */
    private final RefreshSchedule schedule = new RefreshSchedule(new Backoff(100, 1_000, () -> 1_000), MAX_AGE_MS);

    @Test
    void shouldAskAtOnceForWhatWasNeverAskedFor() {
        schedule.want(List.of("a", "b"), 5);
        assertThat(schedule.dueAtMs()).isEqualTo(5);
        assertThat(schedule.next(5)).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldAskOneQuestionAtATimeForEverythingThatCameMeanwhile() {
        schedule.want(List.of("a"), 0);
        schedule.next(0);
        schedule.want(List.of("b"), 1);
        schedule.want(List.of("c"), 2);
        schedule.want(List.of("b"), 3);
        assertThat(schedule.dueAtMs()).isEqualTo(RefreshSchedule.NEVER);
        assertThat(schedule.next(3)).isEmpty();
        schedule.answered(Set.of("a"), Set.of("a"), 4);
        assertThat(schedule.next(4)).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void shouldPauseLongerAfterEveryAnswerThatDidNotHelp() {
        long now = 0;
        for (long pause : new long[] {100, 200, 400, 800, 1_000, 1_000}) {
            schedule.want(List.of("a"), now);
            now = schedule.dueAtMs();
            assertThat(schedule.next(now)).containsExactly("a");
            schedule.answered(Set.of("a"), Set.of(), now);
            schedule.want(List.of("a"), now);
            assertThat(schedule.dueAtMs() - now).isBetween(pause * 8 / 10, pause * 12 / 10);
        }
    }

    @Test
    void shouldNotLetANewTopicWaitForATroubledOne() {
        schedule.want(List.of("troubled"), 0);
        schedule.failed(schedule.next(0), 0);
        schedule.want(List.of("new"), 1);
        assertThat(schedule.next(1)).containsExactly("new");
    }

    @Test
    void shouldGoOnWantingWhatNobodyAnswered() {
        schedule.want(List.of("a"), 0);
        schedule.failed(schedule.next(0), 0);
        assertThat(schedule.next(50)).isEmpty();
        assertThat(schedule.next(150)).containsExactly("a");
    }

    @Test
    void shouldNotAskAgainWithinAPauseOfAGoodAnswer() {
        schedule.want(List.of("a"), 0);
        schedule.answered(schedule.next(0), Set.of("a"), 10);
        schedule.want(List.of("a"), 11);
        assertThat(schedule.next(20)).isEmpty();
        assertThat(schedule.next(150)).containsExactly("a");
    }

    @Test
    void shouldHaveNothingToAskWhenNobodyWants() {
        assertThat(schedule.dueAtMs()).isEqualTo(RefreshSchedule.NEVER);
        assertThat(schedule.next(1_000)).isEmpty();
    }

    @Test
    void shouldAskAgainForWhatIsInUseWhenItIsOld() {
        schedule.want(List.of("a", "b"), 0);
        schedule.answered(schedule.next(0), Set.of("a", "b"), 0);
        assertThat(schedule.dueAtMs()).isEqualTo(MAX_AGE_MS);
        schedule.drop(List.of("b"));
        assertThat(schedule.next(MAX_AGE_MS)).containsExactly("a");
        schedule.answered(Set.of("a"), Set.of("a"), MAX_AGE_MS);
        assertThat(schedule.dueAtMs()).isEqualTo(2 * MAX_AGE_MS);
    }
}
