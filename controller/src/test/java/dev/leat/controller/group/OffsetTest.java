package dev.leat.controller.group;

import static dev.leat.controller.group.Requests.GROUP;
import static dev.leat.controller.group.Requests.commit;
import static dev.leat.controller.group.Requests.fetch;
import static dev.leat.controller.group.Requests.fetchAll;
import static dev.leat.controller.group.Requests.join;
import static dev.leat.controller.group.Requests.topic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.controller.group.GroupReply.CommitReply;
import dev.leat.controller.group.GroupReply.FetchReply;
import dev.leat.controller.group.GroupReply.JoinReply;
import dev.leat.controller.group.GroupReply.PartitionOffset;
import dev.leat.controller.group.GroupReply.PartitionResult;
import dev.leat.controller.group.GroupReply.TopicOffsets;
import dev.leat.controller.group.GroupRequest.CommitOffsets;
import dev.leat.controller.group.GroupRequest.FetchOffsets;
import dev.leat.controller.group.GroupRequest.PartitionCommit;
import dev.leat.controller.group.GroupRequest.TopicCommits;
import dev.leat.controller.group.GroupRequest.TopicPartitions;
import dev.leat.controller.group.StoredRecord.CommittedOffset;
import dev.leat.controller.group.StoredRecord.OffsetStored;
import dev.leat.controller.group.TestDriver.Asked;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Uuid;
import java.util.List;
import org.junit.jupiter.api.Test;

class OffsetTest {
    private final TestDriver driver = TestDriver.serving();

    @Test
    void shouldKeepWhatAClientOutsideTheMembershipCommits() {
        assertThat(error(driver.ask(commit("topic", 42)))).isEqualTo(ErrorCode.NONE);

        assertThat(offset("topic")).isEqualTo(new PartitionOffset(0, 42, 7, "note"));
        assertThat(driver.log())
                .containsExactly(new OffsetStored(
                        GROUP,
                        "topic",
                        0,
                        new CommittedOffset(42, 7, "note", driver.wallMs(), CommittedOffset.NONE, Uuid.ZERO)));
    }

    @Test
    void shouldAnswerCommitOnlyWhenItsRecordIsBelowTheHighWatermark() {
        driver.holdAppends();
        Asked<CommitReply> commit = driver.ask(commit("topic", 42));
        assertThat(offset("topic").offset()).isEqualTo(-1);

        driver.writeNext();
        assertThat(commit.isAnswered()).isFalse();
        assertThat(offset("topic").offset()).isEqualTo(-1);

        driver.commit();
        assertThat(error(commit)).isEqualTo(ErrorCode.NONE);
        assertThat(offset("topic").offset()).isEqualTo(42);
    }

    @Test
    void shouldNotAnswerCommitWhenTheHighWatermarkPassesOtherRecords() {
        driver.holdAppends();
        Asked<CommitReply> first = driver.ask(commit("topic", 1));
        Asked<CommitReply> second = driver.ask(commit("topic", 2));
        driver.writeNext();
        driver.commit();
        driver.writeNext();

        assertThat(error(first)).isEqualTo(ErrorCode.NONE);
        assertThat(second.isAnswered()).isFalse();
        assertThat(offset("topic").offset()).isEqualTo(1);
    }

    @Test
    void shouldKeepEarlierOffsetWhenCommitFails() {
        driver.ask(commit("topic", 1));
        driver.holdAppends();
        Asked<CommitReply> lost = driver.ask(commit("topic", 2));

        driver.failNext(ErrorCode.NOT_ENOUGH_REPLICAS);

        assertThat(error(lost)).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);
        assertThat(offset("topic").offset()).isEqualTo(1);
    }

    @Test
    void shouldTranslateErrorsOfTheLogForCommittingClients() {
        assertThat(errorOfCommitAfter(ErrorCode.NOT_LEADER_OR_FOLLOWER)).isEqualTo(ErrorCode.NOT_COORDINATOR);
        assertThat(errorOfCommitAfter(ErrorCode.KAFKA_STORAGE_ERROR)).isEqualTo(ErrorCode.NOT_COORDINATOR);
        assertThat(errorOfCommitAfter(ErrorCode.MESSAGE_TOO_LARGE)).isEqualTo(ErrorCode.INVALID_COMMIT_OFFSET_SIZE);
    }

    private ErrorCode errorOfCommitAfter(ErrorCode logError) {
        driver.holdAppends();
        Asked<CommitReply> commit = driver.ask(commit("topic", 1));
        driver.failNext(logError);
        return error(commit);
    }

    @Test
    void shouldApplyCommitThatIsDecidedAfterItsClientWasSentAway() {
        driver.holdAppends();
        Asked<CommitReply> slow = driver.ask(commit("topic", 1));
        driver.advance(GroupConfig.DEFAULT.commitTimeoutMs());
        assertThat(error(slow)).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);

        driver.commitAllHeld();

        assertThat(offset("topic").offset()).isEqualTo(1);
    }

    @Test
    void shouldRefuseTooLongMetadataAndKeepTheRest() {
        String longest = "x".repeat(GroupConfig.DEFAULT.offsetMetadataMaxChars());
        CommitReply reply = driver.ask(commit(
                        "",
                        -1,
                        "topic",
                        new PartitionCommit(0, 1, -1, longest),
                        new PartitionCommit(1, 2, -1, longest + "x")))
                .reply();

        assertThat(reply.topics().get(0).partitions())
                .containsExactly(
                        new PartitionResult(0, ErrorCode.NONE),
                        new PartitionResult(1, ErrorCode.OFFSET_METADATA_TOO_LARGE));
        assertThat(driver.log()).hasSize(1);
    }

    @Test
    void shouldKeepMissingMetadataAsEmpty() {
        driver.ask(commit("", -1, "topic", new PartitionCommit(0, 1, -1, null)));

        assertThat(offset("topic").metadata()).isEmpty();
    }

    @Test
    void shouldAcceptCommitsOfPresentGenerationOnly() {
        String member = Groups.stableMember(driver);

        assertThat(error(driver.ask(commit(member, 1, "topic", 10)))).isEqualTo(ErrorCode.NONE);
        assertThat(error(driver.ask(commit(member, 0, "topic", 9)))).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
        assertThat(error(driver.ask(commit(member, 2, "topic", 11)))).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
        assertThat(error(driver.ask(commit("ghost", 1, "topic", 11)))).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(offset("topic").offset()).isEqualTo(10);
    }

    @Test
    void shouldRefuseOutsidersWhileGroupHasMembers() {
        Groups.stableMember(driver);

        assertThat(error(driver.ask(commit("topic", 1)))).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldAcceptCommitsWhileMembersAreCalledToRebalanceButNotWhileTheyAwaitAssignment() {
        String member = Groups.stableMember(driver);
        Asked<JoinReply> newcomer = driver.ask(join().build());
        assertThat(error(driver.ask(commit(member, 1, "topic", 3)))).isEqualTo(ErrorCode.NONE);

        driver.ask(join().as(member).build());
        assertThat(newcomer.reply().generationId()).isEqualTo(2);

        assertThat(error(driver.ask(commit(member, 2, "topic", 4)))).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    }

    @Test
    void shouldRefuseMemberOfUnknownGroup() {
        assertThat(error(driver.ask(commit("ghost", 3, "topic", 1)))).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND);
    }

    @Test
    void shouldFetchEverythingInOrderOrNothingForUnknownGroup() {
        assertThat(driver.ask(fetchAll()).reply().topics()).isEmpty();
        driver.ask(commit("b", 2));
        driver.ask(commit("", -1, "a", new PartitionCommit(1, 11, -1, ""), new PartitionCommit(0, 10, -1, "")));

        assertThat(driver.ask(fetchAll()).reply().topics())
                .containsExactly(
                        new TopicOffsets(
                                topic("a"),
                                List.of(new PartitionOffset(0, 10, -1, ""), new PartitionOffset(1, 11, -1, ""))),
                        new TopicOffsets(topic("b"), List.of(new PartitionOffset(0, 2, 7, "note"))));
    }

    @Test
    void shouldTellNothingCommittedForEarlierTopicOfTheSameName() {
        Uuid old = new Uuid(1, 1);
        Asked<CommitReply> commit = driver.ask(to -> new CommitOffsets(
                to,
                GROUP,
                -1,
                "",
                null,
                CommitOffsets.BROKER_RETENTION,
                List.of(new TopicCommits(new TopicName("topic", old), List.of(new PartitionCommit(0, 5, -1, ""))))));
        assertThat(error(commit)).isEqualTo(ErrorCode.NONE);

        assertThat(offsetOf(new TopicName("topic", old)).offset()).isEqualTo(5);
        assertThat(offsetOf(topic("topic")).offset()).isEqualTo(5);
        assertThat(offsetOf(new TopicName("topic", new Uuid(2, 2))).offset()).isEqualTo(-1);
    }

    @Test
    void shouldFetchDuringRebalance() {
        driver.ask(commit("topic", 42));
        driver.ask(join().build());

        assertThat(offset("topic").offset()).isEqualTo(42);
    }

    private PartitionOffset offset(String topic) {
        return only(driver.ask(fetch(topic)));
    }

    private PartitionOffset offsetOf(TopicName topic) {
        return only(driver.ask(to -> new FetchOffsets(to, GROUP, List.of(new TopicPartitions(topic, List.of(0))))));
    }

    private static PartitionOffset only(Asked<FetchReply> fetched) {
        assertThat(fetched.reply().error()).isEqualTo(ErrorCode.NONE);
        return fetched.reply().topics().get(0).partitions().get(0);
    }

    static ErrorCode error(Asked<CommitReply> commit) {
        return commit.reply().topics().get(0).partitions().get(0).error();
    }
}
