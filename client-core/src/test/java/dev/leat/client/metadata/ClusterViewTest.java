package dev.leat.client.metadata;

import static dev.leat.client.metadata.ViewFixture.ID;
import static dev.leat.client.metadata.ViewFixture.broker;
import static dev.leat.client.metadata.ViewFixture.failing;
import static dev.leat.client.metadata.ViewFixture.topic;
import static dev.leat.client.metadata.ViewFixture.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterViewTest {
    private static final TopicPartition FIRST = new TopicPartition("a", 0);
    private final ClusterView known = view(topic("a", ID, 5, 1, 1));

    @Test
    void shouldFindATopicByItsId() {
        assertThat(known.topicById(ID)).isEqualTo(known.topics().get("a"));
        assertThat(known.topicById(new Uuid(9, 9))).isNull();
        assertThat(view(topic("old", Uuid.ZERO, 0, 1)).topicById(Uuid.ZERO)).isNull();
    }

    @Test
    void shouldNeverGoBackToAnEarlierLeaderEpoch() {
        ClusterView merged = known.mergedWith(view(topic("a", ID, 4, 2, 2)), true);
        assertThat(merged.partition(FIRST).leader()).isEqualTo(1);
        merged = merged.mergedWith(view(topic("a", ID, 6, 2, 2)), true);
        assertThat(merged.partition(FIRST).leader()).isEqualTo(2);
    }

    @Test
    void shouldNotGoBackEvenForATopicThatWasForgottenMeanwhile() {
        ClusterView asked = known.without("a").mergedWith(view(topic("a", ID, 4, 2, 2)), true);
        assertThat(asked.partition(FIRST).leader()).isEqualTo(1);
        asked = asked.without("a").mergedWith(view(topic("a", ID, 6, 2, 2)), true);
        assertThat(asked.partition(FIRST).leader()).isEqualTo(2);
    }

    @Test
    void shouldTakeAnAnswerOfTheSameEpoch() {
        ClusterView merged = known.mergedWith(view(topic("a", ID, 5, PartitionView.NO_LEADER, 1)), true);
        assertThat(merged.topics().values()).noneMatch(TopicView::isLed);
    }

    @Test
    void shouldStartEpochsAnewWithATopicThatWasCreatedAnew() {
        ClusterView merged = known.mergedWith(view(topic("a", new Uuid(2, 2), 0, 2)), true);
        assertThat(merged.partition(FIRST).leader()).isEqualTo(2);
        assertThat(merged.topicById(ID)).isNull();
    }

    @Test
    void shouldLearnALeaderOfALaterEpochOnly() {
        ClusterView learnt = known.withLeader(FIRST, 3, 6, List.of(broker(3)));
        assertThat(learnt.partition(FIRST).leader()).isEqualTo(3);
        assertThat(learnt.partition(new TopicPartition("a", 1)).leader()).isEqualTo(1);
        assertThat(learnt.brokers()).containsOnlyKeys(1, 2, 3);
        assertThat(known.withLeader(FIRST, 3, 5, List.of())).isSameAs(known);
        assertThat(known.withLeader(FIRST, -1, 9, List.of())).isSameAs(known);
        assertThat(known.withLeader(new TopicPartition("b", 0), 3, 9, List.of()))
                .isSameAs(known);
    }

    @Test
    void shouldKeepWhyATopicIsNotThereUntilItIs() {
        ClusterView gone = known.mergedWith(failing("a", ErrorCode.UNKNOWN_TOPIC_OR_PARTITION), true);
        assertThat(gone.topics()).isEmpty();
        assertThat(gone.failureOf("a")).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(gone.mergedWith(known, true).failureOf("a")).isNull();
    }

    @Test
    void shouldForgetOtherTopicsOnlyWhenAllWereAskedFor() {
        ClusterView newer = view(topic("b", new Uuid(3, 3), 0, 1));
        assertThat(known.mergedWith(newer, true).topics()).containsOnlyKeys("a", "b");
        assertThat(known.mergedWith(newer, false).topics()).containsOnlyKeys("b");
    }
}
