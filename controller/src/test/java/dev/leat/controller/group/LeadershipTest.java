package dev.leat.controller.group;

import static dev.leat.controller.group.Requests.GROUP;
import static dev.leat.controller.group.Requests.SESSION_MS;
import static dev.leat.controller.group.Requests.bytes;
import static dev.leat.controller.group.Requests.commit;
import static dev.leat.controller.group.Requests.fetch;
import static dev.leat.controller.group.Requests.heartbeat;
import static dev.leat.controller.group.Requests.join;
import static dev.leat.controller.group.Requests.leave;
import static dev.leat.controller.group.Requests.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.controller.group.GroupReply.CommitReply;
import dev.leat.controller.group.GroupReply.JoinReply;
import dev.leat.controller.group.GroupReply.ListReply;
import dev.leat.controller.group.GroupReply.SyncReply;
import dev.leat.controller.group.GroupRequest.ListGroups;
import dev.leat.controller.group.LogEvent.Appended;
import dev.leat.controller.group.LogEvent.BecameLeader;
import dev.leat.controller.group.LogEvent.Committed;
import dev.leat.controller.group.LogEvent.Loaded;
import dev.leat.controller.group.StoredRecord.GroupStored;
import dev.leat.controller.group.TestDriver.Asked;
import dev.leat.controller.group.TestDriver.HeldAppend;
import dev.leat.protocol.error.ErrorCode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Becoming and ceasing to be the coordinator, and what survives it. */
class LeadershipTest {
    @Test
    void shouldRefuseEverythingWhileAnotherBrokerCoordinates() {
        TestDriver driver = TestDriver.following(GroupConfig.DEFAULT);

        assertThat(driver.ask(join().build()).reply().error()).isEqualTo(ErrorCode.NOT_COORDINATOR);
        assertThat(OffsetTest.error(driver.ask(commit("topic", 1)))).isEqualTo(ErrorCode.NOT_COORDINATOR);
        assertThat(driver.ask(fetch("topic")).reply().error()).isEqualTo(ErrorCode.NOT_COORDINATOR);
        assertThat(driver.ask(heartbeat("m", 1)).reply().error()).isEqualTo(ErrorCode.NOT_COORDINATOR);
    }

    @Test
    void shouldSendClientsAwayWhileLoadingButTakeHeartbeatsAsHeard() {
        TestDriver driver = TestDriver.following(GroupConfig.DEFAULT);
        driver.on(new BecameLeader(1));

        assertThat(driver.ask(join().build()).reply().error()).isEqualTo(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
        Asked<ListReply> list = driver.ask(to -> new ListGroups(to, Set.of(), Set.of()));
        assertThat(list.reply().error()).isEqualTo(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
        assertThat(driver.ask(heartbeat("m", 1)).reply().error()).isEqualTo(ErrorCode.NONE);

        driver.on(new Loaded(1));
        assertThat(driver.ask(heartbeat("m", 1)).reply().error()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldFindGroupAgainAsItWasAssigned() {
        TestDriver driver = TestDriver.serving();
        List<String> members = Groups.stableMembers(driver, 2);
        driver.ask(commit(members.get(0), 1, "topic", 42));

        driver.reload();

        assertThat(driver.ask(heartbeat(members.get(0), 1)).reply().error()).isEqualTo(ErrorCode.NONE);
        assertThat(driver.ask(sync(members.get(1), 1)).reply().assignment()).isEqualTo(bytes("part-1"));
        assertThat(driver.ask(fetch("topic"))
                        .reply()
                        .topics()
                        .get(0)
                        .partitions()
                        .get(0)
                        .offset())
                .isEqualTo(42);
        JoinReply leader = driver.ask(join().as(members.get(1)).build()).reply();
        assertThat(leader.leader()).isEqualTo(members.get(0));
    }

    @Test
    void shouldGiveMembersAFreshSessionAfterLoading() {
        TestDriver driver = TestDriver.serving();
        String member = Groups.stableMember(driver);
        driver.advance(SESSION_MS - 1);

        driver.reload();
        driver.advance(SESSION_MS - 1);
        assertThat(driver.ask(heartbeat(member, 1)).reply().error()).isEqualTo(ErrorCode.NONE);

        driver.reload();
        driver.advance(SESSION_MS);
        assertThat(driver.ask(heartbeat(member, 1)).reply().error()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldGoOnCountingGenerationsAfterGroupWasEmpty() {
        TestDriver driver = TestDriver.serving();
        driver.ask(leave(Groups.stableMember(driver))); // generation 2 is empty
        driver.reload();

        Asked<JoinReply> joined = driver.ask(join().build());
        driver.advance(Groups.DELAY_MS);

        assertThat(joined.reply().generationId()).isEqualTo(3);
    }

    @Test
    void shouldAnswerAllThatWaitWhenLeadershipEnds() {
        TestDriver driver = TestDriver.serving();
        Asked<JoinReply> waitingJoin = driver.ask(join().group("another").build());
        List<String> members = Groups.stableMembers(driver, 2);
        driver.ask(join().as(members.get(0)).build());
        driver.ask(join().as(members.get(1)).build());
        Asked<SyncReply> waitingSync = driver.ask(sync(members.get(1), 2));
        Asked<JoinReply> newJoin = driver.ask(join().group("third").build());
        driver.holdAppends();
        Asked<CommitReply> commit = driver.ask(to -> new GroupRequest.CommitOffsets(
                to,
                "simple",
                -1,
                "",
                null,
                -1,
                List.of(new GroupRequest.TopicCommits(
                        Requests.topic("topic"), List.of(new GroupRequest.PartitionCommit(0, 1, -1, ""))))));

        driver.resign();

        assertThat(waitingJoin.reply().error()).isEqualTo(ErrorCode.NONE); // its generation had begun
        assertThat(newJoin.reply().error()).isEqualTo(ErrorCode.NOT_COORDINATOR);
        assertThat(waitingSync.reply().error()).isEqualTo(ErrorCode.NOT_COORDINATOR);
        assertThat(OffsetTest.error(commit)).isEqualTo(ErrorCode.NOT_COORDINATOR);
        assertThat(driver.nextDeadlineMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldNotCompleteCommitOfAnEarlierTermByRecordsOfALaterOne() {
        TestDriver driver = TestDriver.serving();
        driver.holdAppends();
        Asked<CommitReply> old = driver.ask(commit("topic", 1));
        HeldAppend append = driver.held().element();
        int oldEpoch = driver.leaderEpoch();
        driver.on(new Appended(oldEpoch, append.id(), 0)); // written, then truncated by another leader
        driver.resign();
        assertThat(OffsetTest.error(old)).isEqualTo(ErrorCode.NOT_COORDINATOR);

        driver.on(new Committed(oldEpoch, 100));
        driver.reload();
        driver.on(new Appended(oldEpoch, append.id(), 0));
        driver.on(new Committed(driver.leaderEpoch(), 100));

        assertThat(driver.ask(fetch("topic"))
                        .reply()
                        .topics()
                        .get(0)
                        .partitions()
                        .get(0)
                        .offset())
                .isEqualTo(-1);
    }

    @Test
    void shouldIgnoreNewsOfOtherTerms() {
        TestDriver driver = TestDriver.serving();
        driver.holdAppends();
        Asked<CommitReply> commit = driver.ask(commit("topic", 1));
        driver.writeNext();

        driver.on(new Committed(driver.leaderEpoch() - 1, 100));
        driver.on(new Committed(driver.leaderEpoch() + 1, 100));
        driver.on(new BecameLeader(driver.leaderEpoch()));

        assertThat(commit.isAnswered()).isFalse();
    }

    @Test
    void shouldRebalanceLoadedGroupThatIsLargerThanAllowed() {
        TestDriver large = TestDriver.serving();
        List<String> members = Groups.stableMembers(large, 3);
        TestDriver small = TestDriver.serving(Groups.config(2, 10));
        small.log().addAll(large.log());

        small.reload();

        assertThat(small.ask(heartbeat(members.get(0), 1)).reply().error()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
        small.ask(join().as(members.get(0)).build());
        small.ask(join().as(members.get(1)).build());
        assertThat(small.ask(join().as(members.get(2)).build()).reply().error())
                .isEqualTo(ErrorCode.GROUP_MAX_SIZE_REACHED);
    }

    @Test
    void shouldStoreUnderTheGroupsName() {
        TestDriver driver = TestDriver.serving();
        Groups.stableMember(driver);

        assertThat(driver.log()).singleElement().isInstanceOf(GroupStored.class);
        assertThat(driver.log().get(0).groupId()).isEqualTo(GROUP);
    }
}
