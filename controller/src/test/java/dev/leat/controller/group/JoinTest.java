package dev.leat.controller.group;

import static dev.leat.controller.group.Requests.REBALANCE_MS;
import static dev.leat.controller.group.Requests.SESSION_MS;
import static dev.leat.controller.group.Requests.heartbeat;
import static dev.leat.controller.group.Requests.join;
import static dev.leat.controller.group.Requests.leave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.controller.group.GroupReply.JoinReply;
import dev.leat.controller.group.GroupReply.JoinedMember;
import dev.leat.controller.group.TestDriver.Asked;
import dev.leat.protocol.error.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinTest {
    private static final int DELAY_MS = GroupConfig.DEFAULT.initialRebalanceDelayMs();

    private final TestDriver driver = TestDriver.serving();

    @Test
    void shouldBeginFirstGenerationWhenInitialDelayIsOver() {
        Asked<JoinReply> joined = driver.ask(join().build());
        driver.advance(DELAY_MS - 1);
        assertThat(joined.isAnswered()).isFalse();

        driver.advance(1);

        JoinReply reply = joined.reply();
        assertThat(reply.error()).isEqualTo(ErrorCode.NONE);
        assertThat(reply.generationId()).isEqualTo(1);
        assertThat(reply.protocolType()).isEqualTo("consumer");
        assertThat(reply.protocolName()).isEqualTo("range");
        assertThat(reply.leader()).isEqualTo(reply.memberId());
        assertThat(reply.members())
                .containsExactly(new JoinedMember(reply.memberId(), null, Requests.subscription("topic")));
    }

    @Test
    void shouldProlongInitialDelayWhileMembersComeUpToTheRebalanceTimeout() {
        Asked<JoinReply> first = driver.ask(join().rebalanceMs(2 * DELAY_MS).build());
        driver.advance(DELAY_MS - 1);
        driver.ask(join().rebalanceMs(2 * DELAY_MS).build());
        driver.advance(1);
        assertThat(first.isAnswered()).isFalse();

        driver.ask(join().rebalanceMs(2 * DELAY_MS).build());
        driver.advance(DELAY_MS);

        assertThat(first.reply().members()).hasSize(3);
    }

    @Test
    void shouldShowMembersOnlyToTheLeader() {
        Asked<JoinReply> first = driver.ask(join().build());
        Asked<JoinReply> second = driver.ask(join().build());
        driver.advance(2L * DELAY_MS);

        assertThat(first.reply().members()).hasSize(2);
        assertThat(second.reply().members()).isEmpty();
        assertThat(second.reply().leader()).isEqualTo(first.reply().memberId());
    }

    @Test
    void shouldHandOutMemberIdBeforeLettingDynamicMemberIn() {
        JoinReply sentBack = driver.ask(join().needsKnownMemberId().build()).reply();
        assertThat(sentBack.error()).isEqualTo(ErrorCode.MEMBER_ID_REQUIRED);
        assertThat(sentBack.memberId()).startsWith("client-");

        Asked<JoinReply> joined =
                driver.ask(join().as(sentBack.memberId()).needsKnownMemberId().build());
        driver.advance(DELAY_MS);

        assertThat(joined.reply().memberId()).isEqualTo(sentBack.memberId());
        assertThat(joined.reply().error()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void shouldForgetMemberIdThatNobodyComesBackWith() {
        JoinReply sentBack = driver.ask(join().needsKnownMemberId().build()).reply();
        driver.advance(SESSION_MS);

        JoinReply late = driver.ask(join().as(sentBack.memberId()).build()).reply();

        assertThat(late.error()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldBoundMemberIdsHandedOut() {
        TestDriver small = TestDriver.serving(Groups.config(Integer.MAX_VALUE, 2));
        small.ask(join().needsKnownMemberId().build());
        small.ask(join().needsKnownMemberId().build());

        JoinReply third = small.ask(join().needsKnownMemberId().build()).reply();

        assertThat(third.error()).isEqualTo(ErrorCode.GROUP_MAX_SIZE_REACHED);
        assertThat(small.history()).contains("turned away by PENDING_MEMBERS");
    }

    @Test
    void shouldRefuseMembersAboveMaxSize() {
        TestDriver small = TestDriver.serving(Groups.config(1, 10));
        Asked<JoinReply> first = small.ask(join().build());

        JoinReply second = small.ask(join().build()).reply();
        small.advance(DELAY_MS);

        assertThat(second.error()).isEqualTo(ErrorCode.GROUP_MAX_SIZE_REACHED);
        assertThat(small.history()).contains("turned away by MEMBERS");
        assertThat(first.reply().error()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void shouldRefuseEmptyGroupId() {
        assertThat(driver.ask(join().group("").build()).reply().error()).isEqualTo(ErrorCode.INVALID_GROUP_ID);
    }

    @Test
    void shouldRefuseSessionTimeoutOutsideLimits() {
        int tooShort = GroupConfig.DEFAULT.minSessionTimeoutMs() - 1;
        int tooLong = GroupConfig.DEFAULT.maxSessionTimeoutMs() + 1;

        assertThat(driver.ask(join().sessionMs(tooShort).build()).reply().error())
                .isEqualTo(ErrorCode.INVALID_SESSION_TIMEOUT);
        assertThat(driver.ask(join().sessionMs(tooLong).build()).reply().error())
                .isEqualTo(ErrorCode.INVALID_SESSION_TIMEOUT);
    }

    @Test
    void shouldRefuseKnownMemberOfUnknownGroup() {
        assertThat(driver.ask(join().as("ghost").build()).reply().error()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldRefuseOtherProtocolTypeAndMembersWithoutCommonProtocol() {
        driver.ask(join().build());

        assertThat(driver.ask(join().type("connect").build()).reply().error())
                .isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(driver.ask(join().protocols("sticky").build()).reply().error())
                .isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(driver.ask(join().group("other").type("").build()).reply().error())
                .isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
    }

    @Test
    void shouldElectCommonProtocolWithMostVotes() {
        Asked<JoinReply> first = driver.ask(join().protocols("a", "b").build());
        driver.ask(join().protocols("b", "a", "c").build());
        driver.ask(join().protocols("c", "b", "a").build());
        driver.advance(REBALANCE_MS);

        assertThat(first.reply().protocolName()).isEqualTo("b");
    }

    @Test
    void shouldKeepMetadataOfAnyProtocolTypeOpaque() {
        Asked<JoinReply> worker =
                driver.ask(join().type("connect").protocols("eager").build());
        driver.advance(DELAY_MS);

        assertThat(worker.reply().members().get(0).metadata()).isEqualTo(Requests.bytes("eager"));
    }

    @Test
    void shouldRebalanceStableGroupWhenMemberJoinsAndDropWhoStaysAway() {
        String first = Groups.stableMember(driver);
        Asked<JoinReply> second = driver.ask(join().build());
        assertThat(driver.ask(heartbeat(first, 1)).reply().error()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);

        for (int waitedMs = 0; waitedMs < REBALANCE_MS; waitedMs += SESSION_MS / 2) {
            assertThat(second.isAnswered()).isFalse();
            driver.ask(heartbeat(first, 1)); // alive, but never joins
            driver.advance(SESSION_MS / 2);
        }

        assertThat(second.reply().generationId()).isEqualTo(2);
        assertThat(second.reply().leader()).isEqualTo(second.reply().memberId());
        assertThat(second.reply().members()).hasSize(1);
        assertThat(driver.ask(heartbeat(first, 1)).reply().error()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldBeginNextGenerationAsSoonAsEveryoneJoined() {
        String first = Groups.stableMember(driver);
        Asked<JoinReply> second = driver.ask(join().build());

        Asked<JoinReply> again = driver.ask(join().as(first).build());

        assertThat(again.reply().generationId()).isEqualTo(2);
        assertThat(second.reply().generationId()).isEqualTo(2);
        assertThat(again.reply().members()).hasSize(2);
    }

    @Test
    void shouldRepeatGenerationForUnchangedFollowerOfStableGroup() {
        List<String> members = Groups.stableMembers(driver, 2);

        JoinReply again = driver.ask(join().as(members.get(1)).build()).reply();

        assertThat(again.generationId()).isEqualTo(1);
        assertThat(again.members()).isEmpty();
        assertThat(driver.ask(heartbeat(members.get(0), 1)).reply().error()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void shouldRebalanceWhenLeaderOfStableGroupJoinsAgain() {
        List<String> members = Groups.stableMembers(driver, 2);

        Asked<JoinReply> leader = driver.ask(join().as(members.get(0)).build());

        assertThat(leader.isAnswered()).isFalse();
        assertThat(driver.ask(heartbeat(members.get(1), 1)).reply().error()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    }

    @Test
    void shouldRebalanceWhenFollowerChangesItsSubscription() {
        List<String> members = Groups.stableMembers(driver, 2);

        driver.ask(join().as(members.get(1)).subscribedTo("other").build());

        assertThat(driver.ask(heartbeat(members.get(0), 1)).reply().error()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    }

    @Test
    void shouldRepeatGenerationForMemberWhoseJoinReplyWasLost() {
        Asked<JoinReply> first = driver.ask(join().build());
        driver.advance(DELAY_MS);

        JoinReply again =
                driver.ask(join().as(first.reply().memberId()).build()).reply();

        assertThat(again).isEqualTo(first.reply());
    }

    @Test
    void shouldAnswerJoinThatIsSupersededByALaterOneOfTheSameMember() {
        List<String> members = Groups.stableMembers(driver, 2);
        Asked<JoinReply> earlier = driver.ask(join().as(members.get(0)).build());

        Asked<JoinReply> later = driver.ask(join().as(members.get(0)).build());

        assertThat(earlier.reply().error()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
        assertThat(later.isAnswered()).isFalse();
    }

    @Test
    void shouldExpireNewMemberWhoseClientGaveUpWaiting() {
        String first = Groups.stableMember(driver);
        Asked<JoinReply> second = driver.ask(join().rebalanceMs(1_000_000).build());

        for (int waitedMs = 0; waitedMs < GroupConfig.DEFAULT.newMemberJoinTimeoutMs(); waitedMs += SESSION_MS / 2) {
            driver.ask(heartbeat(first, 1));
            driver.advance(SESSION_MS / 2);
        }

        assertThat(second.reply().error()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldHandLeadershipToSomeoneWhoJoinedWhenLeaderStaysAway() {
        List<String> members = Groups.stableMembers(driver, 2);
        Asked<JoinReply> second =
                driver.ask(join().as(members.get(1)).subscribedTo("other").build());

        driver.ask(leave(members.get(0)));

        assertThat(second.reply().leader()).isEqualTo(members.get(1));
        assertThat(second.reply().members()).hasSize(1);
    }
}
