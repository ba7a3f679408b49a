package dev.leat.consumer.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.model.TopicPartition;
import org.junit.jupiter.api.Test;

/** Questions about a position, while leaders change. */
class SourceTest {
    private static final int EPOCH = 4;

    private final Source source = new Source(new Feed(new TopicPartition("t", 0), false));

    SourceTest() {
        source.state().onLeaderEpoch(EPOCH);
    }

    @Test
    void shouldAskALeaderOnceUntilItHasAnswered() {
        source.validating();
        assertThat(source.isValidating()).isTrue();
        assertThat(source.answered(EPOCH)).isTrue();
        assertThat(source.isValidating()).isFalse();
    }

    @Test
    void shouldAskTheNewLeaderWithoutWaitingForTheFormer() {
        source.validating();
        source.state().onLeaderEpoch(EPOCH + 1);
        assertThat(source.isValidating()).isFalse();
    }

    @Test
    void shouldNotBelieveAFormerLeader() {
        source.validating();
        source.state().onLeaderEpoch(EPOCH + 1);
        source.validating();
        assertThat(source.answered(EPOCH)).isFalse();
        assertThat(source.isValidating()).as("the new one has still to answer").isTrue();
    }
}
