package dev.leat.consumer.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.error.FencedException;
import dev.leat.client.error.RetriableException;
import dev.leat.consumer.group.MemberAction.Send;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ConsumerGroupHeartbeatRequest;
import dev.leat.protocol.message.ConsumerGroupHeartbeatRequest.TopicPartitions;
import dev.leat.protocol.message.ConsumerGroupHeartbeatResponse;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModernMemberTest extends MemberHarness {
    private static final Uuid A = new Uuid(1, 1);
    private static final TopicPartition A0 = new TopicPartition("a", 0);
    private static final TopicPartition A1 = new TopicPartition("a", 1);
    private static final int INTERVAL_MS = 2_000;

    private ModernMember member = member(null);

    private static ModernMember member(@Nullable String instanceId) {
        return new ModernMember(config(instanceId), "me", backoff());
    }

    @Override
    GroupMember member() {
        return member;
    }

    private void subscribe() {
        on(new MemberEvent.TopicsChanged(Map.of(), Map.of(A, "a")));
        subscribe("a");
    }

    private ConsumerGroupHeartbeatRequest beat() {
        return sent(ConsumerGroupHeartbeatRequest.class);
    }

    private void answer(int epoch, @Nullable List<Integer> partitions) {
        answer(ConsumerGroupHeartbeatResponse.builder()
                .memberId("me")
                .memberEpoch(epoch)
                .heartbeatIntervalMs(INTERVAL_MS)
                .assignment(
                        partitions == null
                                ? null
                                : new ConsumerGroupHeartbeatResponse.Assignment(
                                        List.of(new ConsumerGroupHeartbeatResponse.TopicPartitions(A, partitions))))
                .build());
    }

    private void refuse(ErrorCode error) {
        answer(ConsumerGroupHeartbeatResponse.builder().errorCode(error.code()).build());
    }

    private void own(Integer... partitions) {
        subscribe();
        answer(1, List.of(partitions));
        handedOver();
    }

    @Test
    void shouldSayEverythingWhenItJoins() {
        subscribe();
        assertThat(beat().memberEpoch()).isZero();
        assertThat(beat().memberId()).isEqualTo("me");
        assertThat(beat().subscribedTopicNames()).containsExactly("a");
        assertThat(beat().topicPartitions()).isEmpty();
        assertThat(beat().rebalanceTimeoutMs()).isEqualTo(MAX_POLL_MS);
        assertThat(beat().serverAssignor()).isEqualTo("uniform");
    }

    @Test
    void shouldTakeWhatItIsGivenAndSaySoAtOnce() {
        own(0, 1);
        assertThat(member.owned()).containsExactlyInAnyOrder(A0, A1);
        assertThat(beat().topicPartitions()).containsExactly(new TopicPartitions(A, List.of(0, 1)));
        assertThat(beat().subscribedTopicNames()).as("nothing new").isNull();
    }

    @Test
    void shouldBeatAsOftenAsTheBrokerSays() {
        own(0);
        answer(1, null);
        assertThat(member.wakeAtMs() - nowMs).isEqualTo(INTERVAL_MS);
        afterMs(INTERVAL_MS);
        assertThat(beat().topicPartitions()).isNull();
    }

    @Test
    void shouldGiveUpSaySoAndThenTake() {
        own(0);
        answer(2, List.of(1));
        assertThat(handOver().gone()).containsExactly(A0);
        assertThat(handOver().added()).isEmpty();
        handedOver();
        assertThat(beat().topicPartitions()).as("owns nothing").isEmpty();
        assertThat(handOver().added()).containsExactly(A1);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN_MEMBER_ID", "FENCED_MEMBER_EPOCH"})
    void shouldLoseEverythingAndJoinAgainWhenFenced(ErrorCode error) {
        own(0);
        refuse(error);
        assertThat(handOver().lost()).isTrue();
        assertThat(actions).as("joins with empty hands").noneMatch(Send.class::isInstance);
        handedOver();
        assertThat(beat().memberEpoch()).isZero();
        assertThat(beat().topicPartitions()).isEmpty();
    }

    @Test
    void shouldSayEverythingAgainAfterAFailure() {
        own(0);
        on(new MemberEvent.Unanswered(sent().attempt(), new RetriableException("connection lost", "")));
        afterMs(100);
        assertThat(beat().subscribedTopicNames()).containsExactly("a");
        assertThat(beat().topicPartitions()).containsExactly(new TopicPartitions(A, List.of(0)));
    }

    @Test
    void shouldAskForNamesThatItDoesNotKnow() {
        on(new MemberEvent.Subscribed(new MemberEvent.Subscription(Set.of(), "a.*")));
        assertThat(beat().subscribedTopicRegex()).isEqualTo("a.*");
        answer(1, List.of(0));
        assertThat(actions).containsExactly(new MemberAction.LearnTopicIds(Set.of(A)));
        on(new MemberEvent.TopicsChanged(Map.of("a", 1), Map.of(A, "a")));
        assertThat(handOver().added()).containsExactly(A0);
    }

    @Test
    void shouldLeaveForGoodOrPauseAsStaticMember() {
        own(0);
        on(new MemberEvent.Unsubscribed("done"));
        assertThat(beat().memberEpoch()).isEqualTo(-1);
        member = member("static");
        own(0);
        on(new MemberEvent.Unsubscribed("done"));
        assertThat(beat().memberEpoch()).isEqualTo(-2);
    }

    @Test
    void shouldLeaveWhenTheApplicationDoesNotPoll() {
        own(0);
        nowMs += MAX_POLL_MS;
        on(new MemberEvent.Tick());
        assertThat(beat().memberEpoch()).isEqualTo(-1);
        on(new MemberEvent.Polled());
        assertThat(handOver().lost()).isTrue();
    }

    @Test
    void shouldLookForTheCoordinatorWhenItMoved() {
        subscribe();
        refuse(ErrorCode.NOT_COORDINATOR);
        assertThat(actions).containsExactly(new MemberAction.ForgetCoordinator());
        afterMs(100);
        assertThat(beat().memberEpoch()).isZero();
    }

    @Test
    void shouldSayAgainThatItHasEndedWhenTheApplicationComesBack() {
        member = member("static");
        own(0);
        refuse(ErrorCode.UNRELEASED_INSTANCE_ID);
        on(new MemberEvent.Unsubscribed("done"));
        subscribe("a");
        assertThat(((MemberAction.Fail) actions.get(0)).failure()).isInstanceOf(FencedException.class);
    }
}
