package dev.leat.consumer.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.error.FatalException;
import dev.leat.client.error.FencedException;
import dev.leat.client.error.RetriableException;
import dev.leat.consumer.group.MemberAction.Identity;
import dev.leat.consumer.group.MemberAction.Send;
import dev.leat.consumer.group.assignor.Assignor;
import dev.leat.consumer.group.assignor.CooperativeStickyAssignor;
import dev.leat.consumer.group.assignor.GroupView;
import dev.leat.consumer.group.assignor.MemberView;
import dev.leat.consumer.group.assignor.RangeAssignor;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.HeartbeatRequest;
import dev.leat.protocol.message.HeartbeatResponse;
import dev.leat.protocol.message.JoinGroupRequest;
import dev.leat.protocol.message.JoinGroupResponse;
import dev.leat.protocol.message.JoinGroupResponse.JoinGroupResponseMember;
import dev.leat.protocol.message.SyncGroupRequest;
import dev.leat.protocol.message.SyncGroupResponse;
import dev.leat.protocol.model.TopicPartition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClassicMemberTest extends MemberHarness {
    private static final TopicPartition A0 = new TopicPartition("a", 0);
    private static final TopicPartition A1 = new TopicPartition("a", 1);

    private ClassicMember member = member(null, new RangeAssignor());

    private static ClassicMember member(@Nullable String instanceId, Assignor... assignors) {
        return new ClassicMember(config(instanceId), List.of(assignors), backoff());
    }

    @Override
    GroupMember member() {
        return member;
    }

    private void join(ErrorCode error) {
        answer(JoinGroupResponse.builder()
                .errorCode(error.code())
                .memberId("m1")
                .protocolName("")
                .build());
    }

    private void joinAsFollower(int generation) {
        answer(JoinGroupResponse.builder()
                .generationId(generation)
                .memberId("m1")
                .leader("m2")
                .protocolName(sent(JoinGroupRequest.class).protocols().get(0).name())
                .build());
    }

    private void sync(TopicPartition... mine) {
        answer(SyncGroupResponse.builder()
                .assignment(ConsumerProtocol.assignment(List.of(mine)))
                .build());
    }

    private void becomeStable(TopicPartition... mine) {
        subscribe("a");
        joinAsFollower(1);
        sync(mine);
        handedOver();
    }

    private void beat(ErrorCode error) {
        afterMs(HEARTBEAT_MS);
        assertThat(sent().request()).isInstanceOf(HeartbeatRequest.class);
        answer(HeartbeatResponse.builder().errorCode(error.code()).build());
    }

    @Test
    void shouldComeBackWithTheMemberIdThatTheCoordinatorGives() {
        subscribe("a");
        assertThat(sent(JoinGroupRequest.class).memberId()).isEmpty();
        join(ErrorCode.MEMBER_ID_REQUIRED);
        assertThat(sent(JoinGroupRequest.class).memberId()).isEqualTo("m1");
    }

    @Test
    void shouldTakeWhatItIsGivenAndBeat() {
        becomeStable(A0);
        assertThat(member.owned()).containsExactly(A0);
        assertThat(member.identity()).isEqualTo(new Identity(1, "m1"));
        beat(ErrorCode.NONE);
        assertThat(actions).isEmpty();
        afterMs(HEARTBEAT_MS);
        assertThat(sent(HeartbeatRequest.class).generationId()).isEqualTo(1);
    }

    @Test
    void shouldAssignForEverybodyWhenItLeads() {
        subscribe("a");
        MemberView other = new MemberView("m2", null, Set.of("a", "b"), Set.of(), -1, null, null);
        MemberView me = new MemberView("m1", null, Set.of("a"), Set.of(), -1, null, null);
        answer(JoinGroupResponse.builder()
                .generationId(3)
                .memberId("m1")
                .leader("m1")
                .protocolName("range")
                .members(List.of(joined(me), joined(other)))
                .build());
        MemberAction.LearnTopics learn = (MemberAction.LearnTopics) actions.get(0);
        assertThat(learn.topics()).containsExactlyInAnyOrder("a", "b");
        on(new MemberEvent.TopicsLearnt(learn.attempt(), Map.of("a", 2, "b", 1)));
        assertThat(sent(SyncGroupRequest.class).assignments())
                .extracting(share -> ConsumerProtocol.partitions(share.assignment()))
                .containsExactly(Set.of(A0), Set.of(A1, new TopicPartition("b", 0)));
    }

    @Test
    void shouldLeaveAndTellTheApplicationWhenItsAssignorThrows() {
        RuntimeException thrown = new IllegalStateException("expected by the test");
        member = member(null, new Assignor() {
            @Override
            public String name() {
                return "range";
            }

            @Override
            public Map<String, List<TopicPartition>> assign(GroupView group) {
                throw thrown;
            }
        });
        subscribe("a");
        MemberView me = new MemberView("m1", null, Set.of("a"), Set.of(), -1, null, null);
        answer(JoinGroupResponse.builder()
                .generationId(3)
                .memberId("m1")
                .leader("m1")
                .protocolName("range")
                .members(List.of(joined(me)))
                .build());
        MemberAction.LearnTopics learn = (MemberAction.LearnTopics) actions.get(0);
        on(new MemberEvent.TopicsLearnt(learn.attempt(), Map.of("a", 2)));
        assertThat(actions).hasAtLeastOneElementOfType(MemberAction.Leave.class);
        assertThat(actions)
                .anySatisfy(action -> assertThat(action)
                        .isInstanceOfSatisfying(
                                MemberAction.Fail.class,
                                fail -> assertThat(fail.failure())
                                        .isInstanceOf(FatalException.class)
                                        .hasCause(thrown)));
    }

    private static JoinGroupResponseMember joined(MemberView member) {
        return JoinGroupResponseMember.builder()
                .memberId(member.memberId())
                .metadata(ConsumerProtocol.subscription(member))
                .build();
    }

    @Test
    void shouldGiveUpEverythingBeforeJoiningAgainWhenEager() {
        becomeStable(A0);
        beat(ErrorCode.REBALANCE_IN_PROGRESS);
        assertThat(handOver().gone()).containsExactly(A0);
        assertThat(handOver().lost()).isFalse();
        assertThat(actions).noneMatch(Send.class::isInstance);
        handedOver();
        assertThat(sent().request()).isInstanceOf(JoinGroupRequest.class);
    }

    @Test
    void shouldBeatWhileTheApplicationGivesUp() {
        becomeStable(A0);
        beat(ErrorCode.REBALANCE_IN_PROGRESS);
        afterMs(HEARTBEAT_MS);
        assertThat(sent().request()).isInstanceOf(HeartbeatRequest.class);
    }

    @Test
    void shouldKeepReadingAndGiveUpOnlyWhatMovesWhenCooperative() {
        member = member(null, new CooperativeStickyAssignor());
        becomeStable(A0, A1);
        beat(ErrorCode.REBALANCE_IN_PROGRESS);
        assertThat(sent().request()).isInstanceOf(JoinGroupRequest.class);
        joinAsFollower(2);
        sync(A0);
        assertThat(handOver().gone()).containsExactly(A1);
        assertThat(handOver().added()).isEmpty();
        handedOver();
        assertThat(sent().request()).as("so that another can have it").isInstanceOf(JoinGroupRequest.class);
        assertThat(member.owned()).containsExactly(A0);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN_MEMBER_ID", "ILLEGAL_GENERATION"})
    void shouldGiveUpAsLostWhatTheGroupHasGivenToOthers(ErrorCode error) {
        becomeStable(A0);
        beat(error);
        assertThat(handOver().lost()).isTrue();
        assertThat(member.identity().epoch()).isEqualTo(-1);
        handedOver();
        String memberId = error == ErrorCode.ILLEGAL_GENERATION ? "m1" : "";
        assertThat(sent(JoinGroupRequest.class).memberId()).isEqualTo(memberId);
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_COORDINATOR", "COORDINATOR_NOT_AVAILABLE"})
    void shouldLookForTheCoordinatorWhenItMoved(ErrorCode error) {
        subscribe("a");
        join(error);
        assertThat(actions).containsExactly(new MemberAction.ForgetCoordinator());
        afterMs(100);
        assertThat(sent().request()).isInstanceOf(JoinGroupRequest.class);
    }

    @Test
    void shouldPauseLongerFromFailureToFailure() {
        subscribe("a");
        join(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
        assertThat(member.wakeAtMs() - nowMs).isEqualTo(80);
        afterMs(80);
        on(new MemberEvent.Unanswered(sent().attempt(), new RetriableException("connection lost", "")));
        assertThat(member.wakeAtMs() - nowMs).isEqualTo(160);
    }

    @Test
    void shouldEndForGoodWhenAnotherMemberHasItsName() {
        member = member("static", new RangeAssignor());
        becomeStable(A0);
        beat(ErrorCode.FENCED_INSTANCE_ID);
        assertThat(handOver().lost()).isTrue();
        MemberAction.Fail fail = (MemberAction.Fail) actions.get(1);
        assertThat(fail.failure()).isInstanceOf(FencedException.class);
        assertThat(fail.forGood()).isTrue();
        on(new MemberEvent.Polled());
        assertThat(actions).isEmpty();
    }

    @Test
    void shouldSayAgainThatItHasEndedWhenTheApplicationComesBack() {
        member = member("static", new RangeAssignor());
        becomeStable(A0);
        beat(ErrorCode.FENCED_INSTANCE_ID);
        on(new MemberEvent.Unsubscribed("done"));
        subscribe("a");
        assertThat(((MemberAction.Fail) actions.get(0)).failure()).isInstanceOf(FencedException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"GROUP_MAX_SIZE_REACHED", "GROUP_AUTHORIZATION_FAILED", "INVALID_SESSION_TIMEOUT"})
    void shouldTryOnceMoreWithEachPollAfterARefusal(ErrorCode error) {
        subscribe("a");
        join(error);
        assertThat(((MemberAction.Fail) actions.get(0)).failure().errorCode()).isEqualTo(error);
        afterMs(60_000);
        assertThat(actions).isEmpty();
        on(new MemberEvent.Polled());
        assertThat(sent().request()).isInstanceOf(JoinGroupRequest.class);
    }

    @Test
    void shouldLeaveWhenTheApplicationDoesNotPoll() {
        becomeStable(A0);
        nowMs += MAX_POLL_MS;
        on(new MemberEvent.Tick());
        assertThat(actions).hasSize(1).first().isInstanceOf(MemberAction.Leave.class);
        on(new MemberEvent.Polled());
        assertThat(handOver().lost()).isTrue();
    }

    @Test
    void shouldNotLeaveAsStaticMember() {
        member = member("static", new RangeAssignor());
        becomeStable(A0);
        on(new MemberEvent.Unsubscribed("closed"));
        assertThat(actions).isEmpty();
    }

    @Test
    void shouldLeaveWithAReasonWhenTheApplicationUnsubscribes() {
        becomeStable(A0);
        on(new MemberEvent.Unsubscribed("done"));
        assertThat(actions).containsExactly(new MemberAction.Leave("m1", null, "done"));
        assertThat(member.owned()).isEmpty();
        assertThat(member.wakeAtMs()).isEqualTo(GroupMember.NEVER);
    }

    @Test
    void shouldNotFailForAHeartbeatThatWasOnItsWayWhenTheApplicationUnsubscribed() {
        becomeStable(A0);
        afterMs(HEARTBEAT_MS);
        int beat = sent().attempt();
        on(new MemberEvent.Unsubscribed("done"));
        short error = ErrorCode.GROUP_AUTHORIZATION_FAILED.code();
        on(new MemberEvent.Answered(
                beat, HeartbeatResponse.builder().errorCode(error).build()));
        assertThat(actions).isEmpty();
    }

    @Test
    void shouldLookForAnotherCoordinatorAfterAWholeSessionOfSilence() {
        becomeStable(A0);
        afterMs(HEARTBEAT_MS);
        assertThat(sent().request()).isInstanceOf(HeartbeatRequest.class);
        nowMs += SESSION_MS;
        on(new MemberEvent.Tick());
        assertThat(actions).contains(new MemberAction.ForgetCoordinator());
    }

    @Test
    void shouldJoinAgainWhenTheSubscriptionChanges() {
        becomeStable(A0);
        subscribe("a", "b");
        handedOver();
        assertThat(sent(JoinGroupRequest.class).reason()).isEqualTo("the subscription changed");
    }

    @Test
    void shouldIgnoreAnswersToWhatItDoesNotAskAnyMore() {
        subscribe("a");
        int first = sent().attempt();
        on(new MemberEvent.Unanswered(first, new RetriableException("timed out", "")));
        afterMs(200);
        on(new MemberEvent.Answered(
                first,
                JoinGroupResponse.builder().generationId(9).memberId("old").build()));
        assertThat(member.identity()).isEqualTo(Identity.NONE);
    }

    @Test
    void shouldNotTrustAnAssignorThatItDoesNotHave() {
        subscribe("a");
        answer(JoinGroupResponse.builder()
                .generationId(1)
                .memberId("m1")
                .leader("m2")
                .protocolName("strange")
                .build());
        assertThat(((MemberAction.Fail) actions.get(0)).failure())
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("strange");
    }
}
