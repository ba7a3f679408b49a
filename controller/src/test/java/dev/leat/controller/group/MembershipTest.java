package dev.leat.controller.group;

import static dev.leat.controller.group.Requests.SESSION_MS;
import static dev.leat.controller.group.Requests.commit;
import static dev.leat.controller.group.Requests.heartbeat;
import static dev.leat.controller.group.Requests.join;
import static dev.leat.controller.group.Requests.leave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.controller.group.GroupReply.HeartbeatReply;
import dev.leat.controller.group.GroupReply.JoinReply;
import dev.leat.controller.group.GroupReply.LeaveReply;
import dev.leat.controller.group.GroupReply.LeftMember;
import dev.leat.controller.group.GroupRequest.Heartbeat;
import dev.leat.controller.group.GroupRequest.Leave;
import dev.leat.controller.group.GroupRequest.MemberIdentity;
import dev.leat.controller.group.StoredRecord.GroupStored;
import dev.leat.controller.group.TestDriver.Asked;
import dev.leat.protocol.error.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Heartbeats, sessions and leaving. */
class MembershipTest {
    private final TestDriver driver = TestDriver.serving();

    @Test
    void shouldKeepMemberAliveAsLongAsItsHeartbeatsCome() {
        String member = Groups.stableMember(driver);

        for (int i = 0; i < 5; i++) {
            driver.advance(SESSION_MS - 1);
            assertThat(beat(member, 1)).isEqualTo(ErrorCode.NONE);
        }
    }

    @Test
    void shouldRemoveMemberWhoseSessionIsOver() {
        List<String> members = Groups.stableMembers(driver, 2);
        driver.advance(SESSION_MS / 2);
        beat(members.get(0), 1);

        driver.advance(SESSION_MS / 2);

        assertThat(beat(members.get(1), 1)).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(beat(members.get(0), 1)).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    }

    @Test
    void shouldTakeCommitAsSignOfLife() {
        String member = Groups.stableMember(driver);
        driver.advance(SESSION_MS - 1);

        driver.ask(commit(member, 1, "topic", 5));
        driver.advance(SESSION_MS - 1);

        assertThat(beat(member, 1)).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void shouldNotExpireMemberThatWaitsForAnswerOfTheCoordinator() {
        List<String> members = Groups.stableMembers(driver, 2);
        Asked<JoinReply> waiting = driver.ask(join().as(members.get(0)).build());

        for (int i = 0; i < 4; i++) {
            driver.advance(SESSION_MS - 1);
            beat(members.get(1), 1);
        }
        driver.ask(join().as(members.get(1)).build());

        assertThat(waiting.reply().generationId()).isEqualTo(2);
    }

    @Test
    void shouldRefuseHeartbeatOfOtherGenerationMemberOrGroup() {
        String member = Groups.stableMember(driver);

        assertThat(beat(member, 0)).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
        assertThat(beat("ghost", 1)).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(beatIn("other", member)).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(beatIn("", member)).isEqualTo(ErrorCode.INVALID_GROUP_ID);
    }

    @Test
    void shouldRebalanceWhenMemberLeaves() {
        List<String> members = Groups.stableMembers(driver, 2);

        LeaveReply reply = driver.ask(leave(members.get(1))).reply();

        assertThat(reply.members()).containsExactly(new LeftMember(members.get(1), null, ErrorCode.NONE));
        assertThat(beat(members.get(0), 1)).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    }

    @Test
    void shouldStoreEmptyGenerationWhenLastMemberLeaves() {
        String member = Groups.stableMember(driver);

        driver.ask(leave(member));

        GroupStored stored = (GroupStored) driver.log().get(driver.log().size() - 1);
        assertThat(stored.value().generationId()).isEqualTo(2);
        assertThat(stored.value().members()).isEmpty();
        assertThat(stored.value().protocol()).isNull();
        assertThat(stored.value().leader()).isNull();
        assertThat(stored.value().protocolType()).isEqualTo("consumer");
    }

    @Test
    void shouldAnswerEachLeavingMemberByItself() {
        List<String> members = Groups.stableMembers(driver, 2);
        Asked<LeaveReply> left = driver.ask(
                leave(new MemberIdentity("ghost", null, null), new MemberIdentity(members.get(0), null, "bye")));

        assertThat(left.reply().error()).isEqualTo(ErrorCode.NONE);
        assertThat(left.reply().members())
                .extracting(LeftMember::error)
                .containsExactly(ErrorCode.UNKNOWN_MEMBER_ID, ErrorCode.NONE);
    }

    @Test
    void shouldLetMemberLeaveThatOnlyHasAnId() {
        JoinReply sentBack = driver.ask(join().needsKnownMemberId().build()).reply();

        assertThat(driver.ask(leave(sentBack.memberId())).reply().members())
                .extracting(LeftMember::error)
                .containsExactly(ErrorCode.NONE);
        assertThat(driver.ask(join().as(sentBack.memberId()).build()).reply().error())
                .isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldAnswerWaitingJoinOfMemberThatLeaves() {
        List<String> members = Groups.stableMembers(driver, 2);
        Asked<JoinReply> waiting = driver.ask(join().as(members.get(0)).build());

        driver.ask(leave(members.get(0)));

        assertThat(waiting.reply().error()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldRefuseLeavingUnknownGroup() {
        assertThat(driver.ask(leave("ghost")).reply().members())
                .extracting(LeftMember::error)
                .containsExactly(ErrorCode.UNKNOWN_MEMBER_ID);
        Asked<LeaveReply> unnamed = driver.ask(to -> new Leave(to, "", List.of()));
        assertThat(unnamed.reply().error()).isEqualTo(ErrorCode.INVALID_GROUP_ID);
    }

    @Test
    void shouldNotExpireSessionsByTheWallClock() {
        String member = Groups.stableMember(driver);

        driver.jumpWallClock(30L * 24 * 3_600_000);
        driver.advance(1);

        assertThat(beat(member, 1)).isEqualTo(ErrorCode.NONE);
    }

    private ErrorCode beat(String member, int generationId) {
        return driver.ask(heartbeat(member, generationId)).reply().error();
    }

    private ErrorCode beatIn(String group, String member) {
        Asked<HeartbeatReply> asked = driver.ask(to -> new Heartbeat(to, group, 1, member, null));
        return asked.reply().error();
    }
}
