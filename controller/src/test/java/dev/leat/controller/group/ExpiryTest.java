package dev.leat.controller.group;

import static dev.leat.controller.group.Requests.GROUP;
import static dev.leat.controller.group.Requests.SESSION_MS;
import static dev.leat.controller.group.Requests.commit;
import static dev.leat.controller.group.Requests.fetch;
import static dev.leat.controller.group.Requests.heartbeat;
import static dev.leat.controller.group.Requests.leave;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.controller.group.GroupEvent.TopicsDeleted;
import dev.leat.controller.group.GroupReply.CommitReply;
import dev.leat.controller.group.GroupReply.DescribeReply;
import dev.leat.controller.group.GroupRequest.CommitOffsets;
import dev.leat.controller.group.GroupRequest.Describe;
import dev.leat.controller.group.GroupRequest.PartitionCommit;
import dev.leat.controller.group.GroupRequest.TopicCommits;
import dev.leat.controller.group.StoredRecord.GroupRemoved;
import dev.leat.controller.group.StoredRecord.OffsetRemoved;
import dev.leat.controller.group.TestDriver.Asked;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Uuid;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Retention of offsets and groups (KIP-211). */
class ExpiryTest {
    private static final long RETENTION_MS = GroupConfig.DEFAULT.offsetsRetentionMs();
    private static final long CHECK_MS = GroupConfig.DEFAULT.offsetsRetentionCheckIntervalMs();

    private final TestDriver driver = TestDriver.serving();

    @Test
    void shouldForgetOffsetsOfAGroupThatNeverHadMembersAfterRetentionOfTheCommit() {
        driver.ask(commit("topic", 1));
        driver.advance(RETENTION_MS - CHECK_MS);
        assertThat(offset("topic")).isEqualTo(1);

        driver.advance(2 * CHECK_MS);

        assertThat(offset("topic")).isEqualTo(-1);
        assertThat(driver.log())
                .endsWith(new OffsetRemoved(GROUP, "topic", 0), new GroupRemoved(GROUP))
                .hasSize(3);
        assertThat(describe().error()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND);
    }

    @Test
    void shouldCountRetentionFromWhenTheGroupBecameEmpty() {
        String member = Groups.stableMember(driver);
        driver.ask(commit(member, 1, "topic", 1));
        keepAlive(member, RETENTION_MS);
        driver.ask(leave(member));

        driver.advance(RETENTION_MS - CHECK_MS);
        assertThat(offset("topic")).isEqualTo(1);
        driver.advance(2 * CHECK_MS);

        assertThat(offset("topic")).isEqualTo(-1);
        assertThat(describe().error()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND);
    }

    @Test
    void shouldKeepWhatAStableConsumerGroupReadsAndForgetTheRest() {
        String member = Groups.stableMember(driver); // subscribed to "topic"
        driver.ask(commit(member, 1, "topic", 1));
        driver.ask(commit(member, 1, "left behind", 2));

        keepAlive(member, RETENTION_MS + CHECK_MS);

        assertThat(offset("topic")).isEqualTo(1);
        assertThat(offset("left behind")).isEqualTo(-1);
    }

    @Test
    void shouldKeepAllOffsetsOfAGroupOfOtherProtocolTypeWithMembers() {
        var joined =
                driver.ask(Requests.join().type("connect").protocols("eager").build());
        driver.advance(Groups.DELAY_MS);
        String member = joined.reply().memberId();
        driver.ask(Requests.sync(member, 1));
        driver.ask(commit(member, 1, "topic", 1));

        keepAlive(member, RETENTION_MS + CHECK_MS);

        assertThat(offset("topic")).isEqualTo(1);
    }

    @Test
    void shouldHonourRetentionThatAnOldClientAskedFor() {
        Asked<CommitReply> commit = driver.ask(to -> new CommitOffsets(
                to,
                GROUP,
                -1,
                "",
                null,
                CHECK_MS / 2,
                List.of(new TopicCommits(Requests.topic("topic"), List.of(new PartitionCommit(0, 1, -1, ""))))));

        assertThat(OffsetTest.error(commit)).isEqualTo(ErrorCode.NONE);

        driver.advance(CHECK_MS);

        assertThat(offset("topic")).isEqualTo(-1);
    }

    @Test
    void shouldNotExpireOffsetThatIsBeingCommittedAnew() {
        driver.ask(commit("topic", 1));
        driver.advance(RETENTION_MS - 1);
        driver.holdAppends();
        driver.ask(commit("topic", 2));
        driver.advance(CHECK_MS);
        driver.commitAllHeld();

        assertThat(offset("topic")).isEqualTo(2);
        driver.reload();
        assertThat(offset("topic")).isEqualTo(2);
    }

    @Test
    void shouldKeepOffsetsWhenTombstonesCannotBeWritten() {
        driver.ask(commit("topic", 1));
        driver.advance(RETENTION_MS - 1);
        driver.holdAppends();
        driver.advance(CHECK_MS);
        driver.failNext(ErrorCode.NOT_ENOUGH_REPLICAS);

        assertThat(offset("topic")).isEqualTo(1);
        driver.advance(CHECK_MS);
        driver.commitAllHeld();
        assertThat(offset("topic")).isEqualTo(-1);
    }

    @Test
    void shouldRemoveOffsetsOfDeletedTopics() {
        driver.ask(commit("gone", 1));
        driver.ask(commit("stays", 2));

        driver.on(new TopicsDeleted(List.of(new TopicName("gone", new Uuid(1, 2)))));

        assertThat(offset("gone")).isEqualTo(-1);
        assertThat(offset("stays")).isEqualTo(2);
        assertThat(driver.log()).endsWith(new OffsetRemoved(GROUP, "gone", 0));
    }

    private void keepAlive(String member, long ms) {
        for (long waitedMs = 0; waitedMs < ms; waitedMs += SESSION_MS / 2) {
            driver.ask(heartbeat(member, 1));
            driver.advance(SESSION_MS / 2);
        }
        driver.ask(heartbeat(member, 1));
    }

    private long offset(String topic) {
        return driver.ask(fetch(topic))
                .reply()
                .topics()
                .get(0)
                .partitions()
                .get(0)
                .offset();
    }

    private DescribeReply describe() {
        Asked<DescribeReply> asked = driver.ask(to -> new Describe(to, GROUP));
        return asked.reply();
    }
}
