package dev.leat.controller.group;

import static dev.leat.controller.group.Requests.GROUP;
import static dev.leat.controller.group.Requests.bytes;
import static dev.leat.controller.group.Requests.commit;
import static dev.leat.controller.group.Requests.fetch;
import static dev.leat.controller.group.Requests.join;
import static dev.leat.controller.group.Requests.leave;
import static dev.leat.controller.group.Requests.topic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.controller.group.GroupReply.CommitReply;
import dev.leat.controller.group.GroupReply.DeleteGroupReply;
import dev.leat.controller.group.GroupReply.DeleteOffsetsReply;
import dev.leat.controller.group.GroupReply.DescribeReply;
import dev.leat.controller.group.GroupReply.DescribedMember;
import dev.leat.controller.group.GroupReply.ListReply;
import dev.leat.controller.group.GroupReply.ListedGroup;
import dev.leat.controller.group.GroupRequest.DeleteGroup;
import dev.leat.controller.group.GroupRequest.DeleteOffsets;
import dev.leat.controller.group.GroupRequest.Describe;
import dev.leat.controller.group.GroupRequest.ListGroups;
import dev.leat.controller.group.GroupRequest.TopicPartitions;
import dev.leat.controller.group.StoredRecord.GroupRemoved;
import dev.leat.controller.group.StoredRecord.OffsetRemoved;
import dev.leat.controller.group.TestDriver.Asked;
import dev.leat.protocol.error.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Describing, listing and deleting groups, and deleting offsets. */
class AdministrationTest {
    private final TestDriver driver = TestDriver.serving();

    @Test
    void shouldDescribeStableGroupWithAssignments() {
        String member = Groups.stableMember(driver);

        DescribeReply described = describe();

        assertThat(described.state()).isEqualTo(GroupState.STABLE);
        assertThat(described.protocolType()).isEqualTo("consumer");
        assertThat(described.protocol()).isEqualTo("range");
        assertThat(described.members())
                .containsExactly(new DescribedMember(
                        member, null, "client", "/127.0.0.1", Requests.subscription("topic"), bytes("part-0")));
    }

    @Test
    void shouldDescribeMembersOfRebalancingGroupWithoutAssignments() {
        driver.ask(join().build());

        DescribeReply described = describe();

        assertThat(described.state()).isEqualTo(GroupState.PREPARING_REBALANCE);
        assertThat(described.protocol()).isEmpty();
        assertThat(described.members().get(0).assignment().size()).isZero();
    }

    @Test
    void shouldDescribeUnknownGroupAsNotFound() {
        assertThat(describe().error()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND);
        assertThat(describe().state()).isEqualTo(GroupState.DEAD);
    }

    @Test
    void shouldListGroupsByStateAndType() {
        Groups.stableMember(driver);
        driver.ask(join().group("another").build());

        ListedGroup stable = new ListedGroup(GROUP, "consumer", GroupState.STABLE, "classic");
        ListedGroup preparing = new ListedGroup("another", "consumer", GroupState.PREPARING_REBALANCE, "classic");
        assertThat(list(Set.of(), Set.of())).containsExactly(preparing, stable);
        assertThat(list(Set.of("stable"), Set.of())).containsExactly(stable);
        assertThat(list(Set.of("PreparingRebalance", "Empty"), Set.of("Classic")))
                .containsExactly(preparing);
        assertThat(list(Set.of(), Set.of("share"))).isEmpty();
    }

    @Test
    void shouldForgetGroupThatNobodyEverJoinedOrCommittedTo() {
        driver.ask(join().needsKnownMemberId().build());
        assertThat(list(Set.of(), Set.of())).hasSize(1);

        driver.advance(Requests.SESSION_MS);

        assertThat(list(Set.of(), Set.of())).isEmpty();
        assertThat(driver.log()).isEmpty();
    }

    @Test
    void shouldDeleteEmptyGroupWithItsOffsets() {
        driver.ask(commit("topic", 1));

        assertThat(deleteGroup().reply().error()).isEqualTo(ErrorCode.NONE);

        assertThat(driver.log()).endsWith(new OffsetRemoved(GROUP, "topic", 0), new GroupRemoved(GROUP));
        assertThat(describe().error()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND);
        driver.reload();
        assertThat(describe().error()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND);
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
    void shouldAlsoDeleteOffsetsOnTheirWay() {
        driver.holdAppends();
        Asked<CommitReply> commit = driver.ask(commit("topic", 1));
        Asked<DeleteGroupReply> delete = deleteGroup();
        driver.commitAllHeld();

        assertThat(OffsetTest.error(commit)).isEqualTo(ErrorCode.NONE);
        assertThat(delete.reply().error()).isEqualTo(ErrorCode.NONE);
        driver.reload();
        assertThat(describe().error()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND);
    }

    @Test
    void shouldRefuseToDeleteGroupWithMembersOrUnknownGroup() {
        assertThat(deleteGroup().reply().error()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND);
        Groups.stableMember(driver);

        assertThat(deleteGroup().reply().error()).isEqualTo(ErrorCode.NON_EMPTY_GROUP);
    }

    @Test
    void shouldTurnClientsAwayWhileGroupIsBeingDeletedAndTakeThemBackIfThatFails() {
        driver.ask(commit("topic", 1));
        driver.holdAppends();
        Asked<DeleteGroupReply> delete = deleteGroup();
        assertThat(OffsetTest.error(driver.ask(commit("topic", 2)))).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);
        assertThat(driver.ask(join().build()).reply().error()).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);
        assertThat(deleteGroup().reply().error()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND);

        driver.failNext(ErrorCode.NOT_ENOUGH_REPLICAS);

        assertThat(delete.reply().error()).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);
        assertThat(describe().state()).isEqualTo(GroupState.EMPTY);
    }

    @Test
    void shouldDeleteOffsetsOnlyOfTopicsTheGroupDoesNotRead() {
        String member = Groups.stableMember(driver); // subscribed to "topic"
        driver.ask(commit(member, 1, "topic", 1));
        driver.ask(commit(member, 1, "other", 2));

        DeleteOffsetsReply reply = deleteOffsets("topic", "other", "never seen").reply();

        assertThat(reply.error()).isEqualTo(ErrorCode.NONE);
        assertThat(reply.topics())
                .extracting(result -> result.partitions().get(0).error())
                .containsExactly(ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC, ErrorCode.NONE, ErrorCode.NONE);
        assertThat(driver.log()).endsWith(new OffsetRemoved(GROUP, "other", 0));
    }

    @Test
    void shouldDeleteAnyOffsetsOfEmptyGroup() {
        String member = Groups.stableMember(driver);
        driver.ask(commit(member, 1, "topic", 1));
        driver.ask(leave(member));

        assertThat(deleteOffsets("topic")
                        .reply()
                        .topics()
                        .get(0)
                        .partitions()
                        .get(0)
                        .error())
                .isEqualTo(ErrorCode.NONE);
        assertThat(driver.log()).endsWith(new OffsetRemoved(GROUP, "topic", 0));
    }

    @Test
    void shouldRefuseToDeleteOffsetsOfUnknownOrOtherLiveGroup() {
        assertThat(deleteOffsets("topic").reply().error()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND);
        driver.ask(join().type("connect").protocols("eager").build());

        assertThat(deleteOffsets("topic").reply().error()).isEqualTo(ErrorCode.NON_EMPTY_GROUP);
    }

    private DescribeReply describe() {
        Asked<DescribeReply> asked = driver.ask(to -> new Describe(to, GROUP));
        return asked.reply();
    }

    private List<ListedGroup> list(Set<String> states, Set<String> types) {
        Asked<ListReply> asked = driver.ask(to -> new ListGroups(to, states, types));
        return asked.reply().groups();
    }

    private Asked<DeleteGroupReply> deleteGroup() {
        return driver.ask(to -> new DeleteGroup(to, GROUP));
    }

    private Asked<DeleteOffsetsReply> deleteOffsets(String... topics) {
        List<TopicPartitions> wanted = Arrays.stream(topics)
                .map(name -> new TopicPartitions(topic(name), List.of(0)))
                .toList();
        return driver.ask(to -> new DeleteOffsets(to, GROUP, wanted));
    }
}
