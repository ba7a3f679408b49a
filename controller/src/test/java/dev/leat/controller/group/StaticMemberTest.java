package dev.leat.controller.group;

import static dev.leat.controller.group.Requests.GROUP;
import static dev.leat.controller.group.Requests.REBALANCE_MS;
import static dev.leat.controller.group.Requests.SESSION_MS;
import static dev.leat.controller.group.Requests.bytes;
import static dev.leat.controller.group.Requests.heartbeat;
import static dev.leat.controller.group.Requests.join;
import static dev.leat.controller.group.Requests.leave;
import static dev.leat.controller.group.Requests.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.controller.group.GroupReply.HeartbeatReply;
import dev.leat.controller.group.GroupReply.JoinReply;
import dev.leat.controller.group.GroupReply.LeftMember;
import dev.leat.controller.group.GroupRequest.Heartbeat;
import dev.leat.controller.group.GroupRequest.MemberIdentity;
import dev.leat.controller.group.StoredRecord.GroupStored;
import dev.leat.controller.group.StoredRecord.MemberSnapshot;
import dev.leat.controller.group.TestDriver.Asked;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Static membership (KIP-345) and skipped assignments (KIP-814). */
class StaticMemberTest {
    private final TestDriver driver = TestDriver.serving();
    private String leader = "";
    private String follower = "";

    @BeforeEach
    void twoStaticMembersAreStable() {
        Asked<JoinReply> first = driver.ask(join().instance("a").build());
        Asked<JoinReply> second = driver.ask(join().instance("b").build());
        driver.advance(2L * Groups.DELAY_MS);
        leader = first.reply().memberId();
        follower = second.reply().memberId();
        Map<String, Bytes> parts = new HashMap<>(Map.of(leader, bytes("part-a"), follower, bytes("part-b")));
        driver.ask(sync(leader, 1, parts));
        driver.ask(sync(follower, 1));
    }

    @Test
    void shouldPrefixMemberIdWithInstanceId() {
        assertThat(leader).startsWith("a-");
    }

    @Test
    void shouldLetReturningMemberTakeItsPlaceWithoutRebalance() {
        JoinReply back = driver.ask(join().instance("b").build()).reply();

        assertThat(back.error()).isEqualTo(ErrorCode.NONE);
        assertThat(back.generationId()).isEqualTo(1);
        assertThat(back.memberId()).startsWith("b-").isNotEqualTo(follower);
        assertThat(back.leader()).isEqualTo(leader);
        assertThat(driver.ask(sync(back.memberId(), 1)).reply().assignment()).isEqualTo(bytes("part-b"));
        assertThat(driver.ask(heartbeat(leader, 1)).reply().error()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void shouldStoreNewIdBeforeAnsweringReturningMember() {
        driver.holdAppends();
        Asked<JoinReply> back = driver.ask(join().instance("b").build());
        assertThat(back.isAnswered()).isFalse();

        driver.commitAllHeld();

        GroupStored stored = (GroupStored) driver.log().get(driver.log().size() - 1);
        assertThat(stored.value().members())
                .extracting(MemberSnapshot::memberId)
                .contains(back.reply().memberId())
                .doesNotContain(follower);
        assertThat(stored.value().members())
                .extracting(MemberSnapshot::assignment)
                .containsExactlyInAnyOrder(bytes("part-a"), bytes("part-b"));
    }

    @Test
    void shouldFenceOldIncarnation() {
        driver.ask(join().instance("b").build());

        assertThat(beat(follower, "b")).isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
        assertThat(driver.ask(join().as(follower).instance("b").build()).reply().error())
                .isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
    }

    @Test
    void shouldFenceWaitingJoinOfOldIncarnation() {
        Asked<JoinReply> waiting = driver.ask(
                join().as(follower).instance("b").subscribedTo("other").build());

        driver.ask(join().instance("b").build());

        assertThat(waiting.reply().error()).isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
    }

    @Test
    void shouldPutOldMemberBackWhenNewIdCannotBeStored() {
        driver.holdAppends();
        Asked<JoinReply> back = driver.ask(join().instance("b").build());

        driver.failNext(ErrorCode.NOT_ENOUGH_REPLICAS);

        assertThat(back.reply().error()).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);
        assertThat(beat(follower, "b")).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void shouldAnswerReturningMemberByTheRebalanceThatBeganMeanwhile() {
        driver.holdAppends();
        Asked<JoinReply> back = driver.ask(join().instance("b").build());
        Asked<JoinReply> leaderAgain =
                driver.ask(join().as(leader).instance("a").build());

        driver.commitAllHeld();

        assertThat(leaderAgain.reply().generationId()).isEqualTo(2);
        assertThat(back.reply().generationId()).isEqualTo(2);
    }

    @Test
    void shouldRebalanceWhenReturningMemberReadsOtherTopics() {
        Asked<JoinReply> back =
                driver.ask(join().instance("b").subscribedTo("other").build());

        assertThat(back.isAnswered()).isFalse();
        assertThat(beat(leader, "a")).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    }

    @Test
    void shouldRebalanceWhenReturningMemberChangesTheCommonProtocol() {
        TestDriver other = TestDriver.serving();
        Asked<JoinReply> only =
                other.ask(join().type("t").instance("a").protocols("x", "y").build());
        other.advance(Groups.DELAY_MS);
        other.ask(sync(only.reply().memberId(), 1));

        Asked<JoinReply> back =
                other.ask(join().type("t").instance("a").protocols("y", "x").build());

        assertThat(back.reply().generationId()).isEqualTo(2);
        assertThat(back.reply().protocolName()).isEqualTo("y");
    }

    @Test
    void shouldTellReturningLeaderToSkipAssignmentIfItCan() {
        JoinReply back =
                driver.ask(join().instance("a").canSkipAssignment().build()).reply();

        assertThat(back.skipAssignment()).isTrue();
        assertThat(back.leader()).isEqualTo(back.memberId());
        assertThat(back.members()).hasSize(2);
        assertThat(back.generationId()).isEqualTo(1);
    }

    @Test
    void shouldHideLeadershipFromReturningLeaderThatCannotSkipAssignment() {
        JoinReply back = driver.ask(join().instance("a").build()).reply();

        assertThat(back.skipAssignment()).isFalse();
        assertThat(back.leader()).isEqualTo(leader);
        assertThat(back.members()).isEmpty();
    }

    @Test
    void shouldRebalanceWhenMemberReturnsBeforeAssignmentIsKnown() {
        driver.ask(join().as(leader).instance("a").build());
        driver.ask(join().as(follower).instance("b").build()); // generation 2 awaits its syncs

        Asked<JoinReply> back = driver.ask(join().instance("b").build());

        assertThat(back.isAnswered()).isFalse();
        assertThat(driver.ask(sync(leader, 2)).reply().error()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    }

    @Test
    void shouldKeepAbsentStaticMemberThroughRebalanceUntilItsSessionEnds() {
        Asked<JoinReply> longLived = driver.ask(
                join().instance("c").rebalanceMs(1_000).sessionMs(600_000).build());
        driver.ask(join().as(leader).instance("a").rebalanceMs(1_000).build());
        driver.ask(join().as(follower)
                .instance("b")
                .rebalanceMs(1_000)
                .sessionMs(600_000)
                .build());
        assertThat(longLived.reply().generationId()).isEqualTo(2);
        driver.ask(sync(leader, 2));
        driver.ask(sync(follower, 2));
        driver.ask(sync(longLived.reply().memberId(), 2));

        Asked<JoinReply> next = driver.ask(join().as(leader).instance("a").build());
        driver.advance(REBALANCE_MS);

        assertThat(next.reply().generationId()).isEqualTo(3);
        assertThat(next.reply().members()).hasSize(3);
    }

    @Test
    void shouldExpireStaticMemberThatDoesNotReturnInTime() {
        driver.advance(SESSION_MS / 2);
        beat(leader, "a");
        driver.advance(SESSION_MS / 2);

        assertThat(beat(follower, "b")).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(beat(leader, "a")).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    }

    @Test
    void shouldNotExpireMemberThatReturnsWhileItsFirstGenerationIsAwaited() {
        driver.ask(join().instance("c").build());
        Asked<JoinReply> back = driver.ask(join().instance("c").build());

        for (int waitedMs = 0; waitedMs < REBALANCE_MS; waitedMs += SESSION_MS / 2) {
            assertThat(back.isAnswered()).isFalse();
            beat(leader, "a");
            beat(follower, "b");
            driver.advance(SESSION_MS / 2);
        }

        assertThat(back.reply().error()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void shouldLetAdministratorRemoveMembersByInstanceId() {
        List<LeftMember> left = driver.ask(leave(
                        new MemberIdentity("", "b", "scaled down"),
                        new MemberIdentity("", "unheard of", null),
                        new MemberIdentity("wrong id", "a", null)))
                .reply()
                .members();

        assertThat(left)
                .containsExactly(
                        new LeftMember("", "b", ErrorCode.NONE),
                        new LeftMember("", "unheard of", ErrorCode.UNKNOWN_MEMBER_ID),
                        new LeftMember("wrong id", "a", ErrorCode.FENCED_INSTANCE_ID));
    }

    @Test
    void shouldLetMemberReturnToFullGroup() {
        TestDriver full = TestDriver.serving(Groups.config(1, 1));
        Asked<JoinReply> only = full.ask(join().instance("a").build());
        full.advance(Groups.DELAY_MS);
        full.ask(sync(only.reply().memberId(), 1));

        assertThat(full.ask(join().instance("a").build()).reply().error()).isEqualTo(ErrorCode.NONE);
    }

    private ErrorCode beat(String memberId, String instanceId) {
        Asked<HeartbeatReply> asked = driver.ask(to -> new Heartbeat(to, GROUP, 1, memberId, instanceId));
        return asked.reply().error();
    }
}
