package dev.leat.controller.group;

import static dev.leat.controller.group.Requests.GROUP;
import static dev.leat.controller.group.Requests.REBALANCE_MS;
import static dev.leat.controller.group.Requests.SESSION_MS;
import static dev.leat.controller.group.Requests.bytes;
import static dev.leat.controller.group.Requests.heartbeat;
import static dev.leat.controller.group.Requests.join;
import static dev.leat.controller.group.Requests.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.controller.group.GroupReply.JoinReply;
import dev.leat.controller.group.GroupReply.SyncReply;
import dev.leat.controller.group.GroupRequest.Sync;
import dev.leat.controller.group.StoredRecord.GroupStored;
import dev.leat.controller.group.StoredRecord.MemberSnapshot;
import dev.leat.controller.group.TestDriver.Asked;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Bytes;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SyncTest {
    private final TestDriver driver = TestDriver.serving();

    @Test
    void shouldHandOutAssignmentOnlyWhenItsRecordIsCommitted() {
        List<String> members = joinedMembers(2);
        driver.holdAppends();
        Asked<SyncReply> follower = driver.ask(sync(members.get(1), 1));
        assertThat(driver.held()).isEmpty();
        Asked<SyncReply> leader = driver.ask(sync(members.get(0), 1, Groups.parts(members)));

        driver.writeNext();
        assertThat(follower.isAnswered()).isFalse();
        driver.commit();

        assertThat(follower.reply().assignment()).isEqualTo(bytes("part-1"));
        assertThat(leader.reply().assignment()).isEqualTo(bytes("part-0"));
        assertThat(leader.reply().protocolType()).isEqualTo("consumer");
        assertThat(leader.reply().protocolName()).isEqualTo("range");
    }

    @Test
    void shouldStoreGenerationWithItsMembers() {
        List<String> members = Groups.stableMembers(driver, 2);

        GroupStored stored = (GroupStored) driver.log().get(0);
        assertThat(stored.groupId()).isEqualTo(GROUP);
        assertThat(stored.value().generationId()).isEqualTo(1);
        assertThat(stored.value().leader()).isEqualTo(members.get(0));
        assertThat(stored.value().protocol()).isEqualTo("range");
        assertThat(stored.value().members())
                .extracting(MemberSnapshot::memberId)
                .containsExactlyElementsOf(members);
        assertThat(stored.value().members())
                .extracting(MemberSnapshot::assignment)
                .containsExactly(bytes("part-0"), bytes("part-1"));
    }

    @Test
    void shouldGiveEmptyAssignmentToMemberTheLeaderForgot() {
        List<String> members = joinedMembers(2);
        Asked<SyncReply> follower = driver.ask(sync(members.get(1), 1));

        driver.ask(sync(members.get(0), 1, Groups.parts(members.subList(0, 1))));

        assertThat(follower.reply().error()).isEqualTo(ErrorCode.NONE);
        assertThat(follower.reply().assignment()).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void shouldAnswerSyncOfStableGroupAtOnce() {
        List<String> members = Groups.stableMembers(driver, 2);

        assertThat(driver.ask(sync(members.get(1), 1)).reply().assignment()).isEqualTo(bytes("part-1"));
    }

    @Test
    void shouldRebalanceWhenAssignmentCannotBeStored() {
        List<String> members = joinedMembers(2);
        driver.holdAppends();
        Asked<SyncReply> follower = driver.ask(sync(members.get(1), 1));
        Asked<SyncReply> leader = driver.ask(sync(members.get(0), 1, Groups.parts(members)));

        driver.failNext(ErrorCode.NOT_ENOUGH_REPLICAS);

        assertThat(leader.reply().error()).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);
        assertThat(follower.reply().error()).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);
        assertThat(driver.ask(heartbeat(members.get(0), 1)).reply().error()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    }

    @Test
    void shouldAskSyncingMembersToJoinAgainWhenGroupChangesMeanwhile() {
        List<String> members = joinedMembers(2);
        Asked<SyncReply> follower = driver.ask(sync(members.get(1), 1));

        driver.ask(join().build());

        assertThat(follower.reply().error()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    }

    @Test
    void shouldNotApplyAssignmentThatIsCommittedAfterItsGenerationEnded() {
        List<String> members = joinedMembers(2);
        driver.holdAppends();
        Asked<SyncReply> leader = driver.ask(sync(members.get(0), 1, Groups.parts(members)));
        driver.ask(join().build());

        driver.writeNext();
        driver.commit();

        assertThat(leader.reply().error()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
        assertThat(driver.ask(sync(members.get(1), 1)).reply().error()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    }

    @Test
    void shouldKeepFirstAssignmentWhenLeaderSyncsTwice() {
        List<String> members = joinedMembers(1);
        driver.holdAppends();
        Asked<SyncReply> first = driver.ask(sync(members.get(0), 1, Groups.parts(members)));
        Asked<SyncReply> second = driver.ask(sync(members.get(0), 1));

        assertThat(driver.held()).hasSize(1);
        driver.commitAllHeld();

        assertThat(first.reply().error()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
        assertThat(second.reply().assignment()).isEqualTo(bytes("part-0"));
    }

    @Test
    void shouldTellClientsToTryAgainWhenCommitTakesTooLong() {
        List<String> members = joinedMembers(1);
        driver.holdAppends();
        Asked<SyncReply> leader = driver.ask(sync(members.get(0), 1, Groups.parts(members)));

        driver.advance(GroupConfig.DEFAULT.commitTimeoutMs());
        assertThat(leader.reply().error()).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);

        Asked<SyncReply> again = driver.ask(sync(members.get(0), 1, Groups.parts(members)));
        driver.commitAllHeld();
        assertThat(again.reply().assignment()).isEqualTo(bytes("part-0"));
    }

    @Test
    void shouldRemoveMembersThatDoNotSyncInTime() {
        List<String> members = joinedMembers(2);
        driver.ask(sync(members.get(0), 1, Groups.parts(members)));

        for (int waitedMs = 0; waitedMs < REBALANCE_MS; waitedMs += SESSION_MS / 2) {
            members.forEach(member -> driver.ask(heartbeat(member, 1)));
            driver.advance(SESSION_MS / 2);
        }

        assertThat(driver.ask(heartbeat(members.get(1), 1)).reply().error()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(driver.ask(heartbeat(members.get(0), 1)).reply().error()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    }

    @Test
    void shouldRefuseSyncOfOtherGenerationMemberGroupOrProtocol() {
        String member = joinedMembers(1).get(0);

        assertThat(driver.ask(sync(member, 2)).reply().error()).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
        assertThat(driver.ask(sync("ghost", 1)).reply().error()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(refusal("", member, null, null)).isEqualTo(ErrorCode.INVALID_GROUP_ID);
        assertThat(refusal("other", member, null, null)).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(refusal(GROUP, member, "connect", null)).isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(refusal(GROUP, member, "consumer", "sticky")).isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
    }

    private ErrorCode refusal(String group, String member, @Nullable String type, @Nullable String protocol) {
        Asked<SyncReply> asked = driver.ask(to -> new Sync(to, group, 1, member, null, type, protocol, Map.of()));
        return asked.reply().error();
    }

    /** Members of generation 1, the leader first, whose syncs are awaited. */
    private List<String> joinedMembers(int count) {
        List<Asked<JoinReply>> joins = IntStream.range(0, count)
                .mapToObj(i -> driver.ask(join().build()))
                .toList();
        driver.advance(2L * Groups.DELAY_MS);
        return joins.stream().map(joined -> joined.reply().memberId()).toList();
    }
}
