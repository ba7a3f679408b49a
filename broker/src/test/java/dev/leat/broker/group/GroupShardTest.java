package dev.leat.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.ManualTime;
import dev.leat.base.fake.SeededRandom;
import dev.leat.broker.cluster.InternalTopics;
import dev.leat.broker.lane.ManualLane;
import dev.leat.broker.metrics.Metrics;
import dev.leat.broker.partition.Partition;
import dev.leat.broker.partition.PartitionSettings;
import dev.leat.broker.storage.MemoryLogs;
import dev.leat.controller.group.GroupConfig;
import dev.leat.controller.group.GroupReply;
import dev.leat.controller.group.GroupReply.CommitReply;
import dev.leat.controller.group.GroupReply.FetchReply;
import dev.leat.controller.group.GroupReply.HeartbeatReply;
import dev.leat.controller.group.GroupReply.JoinReply;
import dev.leat.controller.group.GroupReply.SyncReply;
import dev.leat.controller.group.GroupRequest;
import dev.leat.controller.group.MemberIdSource;
import dev.leat.controller.group.ReplyTo;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import dev.leat.storage.fs.StorageException;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GroupShardTest {
    private static final TopicPartition HOME = new TopicPartition(InternalTopics.CONSUMER_OFFSETS, 0);
    private static final Uuid TOPIC_ID = new Uuid(5, 5);
    private static final GroupConfig CONFIG = GroupConfig.DEFAULT;
    private static final int LEADER_ALONE = 1;
    private static final int WITH_A_FOLLOWER = 2; // that never fetches: nothing is ever committed
    private static final String GROUP = "readers";

    private final ManualTime time = new ManualTime(1_000_000);
    private final ManualLane lane = new ManualLane(time);
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    private final MemoryLogs logs;
    private GroupShard shard;
    private Partition partition;

    GroupShardTest() throws StorageException {
        logs = new MemoryLogs(time);
        shard = newShard();
        partition = newPartition();
    }

    private GroupShard newShard() {
        return new GroupShard(
                lane,
                new GroupServices(
                        CONFIG,
                        MemberIdSource.random(new SeededRandom(1, "members")),
                        time.monotonic(),
                        time.wall(),
                        allocator,
                        new Metrics().limits()));
    }

    private Partition newPartition() {
        return new Partition(HOME, TOPIC_ID, lane, MemoryLogs.SETTINGS, logs.services(), shard);
    }

    @Test
    void shouldAnswerNotCoordinatorBeforeItLeads() {
        assertThat(errorsOf(ask(Calls.commit(GROUP, 7)))).containsExactly(ErrorCode.NOT_COORDINATOR);
    }

    @Test
    void shouldAnswerACommitOnlyWhenItIsInTheLog() {
        leadAndLoad(0, LEADER_ALONE);
        List<CommitReply> replies = send(Calls.commit(GROUP, 7));
        lane.runTasks();
        assertThat(replies).as("collected, but not written").isEmpty();
        lane.endTurn();
        assertThat(errorsOf(replies)).containsExactly(ErrorCode.NONE);
        assertThat(fetchedOffset()).isEqualTo(7);
    }

    @Test
    void shouldNotAnswerNorShowACommitThatIsNotCommitted() {
        leadAndLoad(0, WITH_A_FOLLOWER);
        List<CommitReply> replies = ask(Calls.commit(GROUP, 7));
        assertThat(endOfLog()).as("it is in the leader's log").isEqualTo(1);
        assertThat(replies).isEmpty();
        assertThat(fetchedOffset()).isEqualTo(-1);
    }

    @Test
    void shouldHaveAClientTryAgainWhenItsCommitTakesTooLong() {
        leadAndLoad(0, WITH_A_FOLLOWER);
        List<CommitReply> replies = ask(Calls.commit(GROUP, 7));
        advance(CONFIG.commitTimeoutMs() - 1);
        assertThat(replies).isEmpty();
        advance(1);
        assertThat(errorsOf(replies)).containsExactly(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    }

    @Test
    void shouldRefuseACommitThatTheLogRefuses() {
        partition.configure(new PartitionSettings(
                MemoryLogs.SETTINGS.validation(),
                MemoryLogs.SETTINGS.log(),
                2,
                MemoryLogs.SETTINGS.fileDeleteDelayMs()));
        leadAndLoad(0, LEADER_ALONE);
        assertThat(errorsOf(ask(Calls.commit(GROUP, 7)))).containsExactly(ErrorCode.COORDINATOR_NOT_AVAILABLE);
        assertThat(fetchedOffset()).isEqualTo(-1);
        assertThat(endOfLog()).isZero();
    }

    @Test
    void shouldAnswerLoadInProgressUntilTheLogIsRead() {
        leadAndLoad(0, LEADER_ALONE);
        ask(Calls.commit(GROUP, 7));
        startAnew();
        lead(1, LEADER_ALONE);
        List<CommitReply> commits = new ArrayList<>();
        List<FetchReply> fetches = new ArrayList<>();
        shard.deliver(Calls.commit(GROUP, 8).apply(new PendingReply<>(commits::add)));
        shard.deliver(Calls.fetch(GROUP).apply(new PendingReply<>(fetches::add)));
        assertThat(errorsOf(commits)).containsExactly(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
        assertThat(fetches).extracting(FetchReply::error).containsExactly(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
        lane.run();
        assertThat(fetchedOffset()).isEqualTo(7);
    }

    @Test
    void shouldLeaveLoadingToTheLaterTermWhenLedAnewMeanwhile() {
        leadAndLoad(0, LEADER_ALONE);
        ask(Calls.commit(GROUP, 7));
        startAnew();
        lead(1, LEADER_ALONE);
        lead(2, LEADER_ALONE);
        lane.run();
        assertThat(fetchedOffset()).isEqualTo(7);
        assertThat(errorsOf(ask(Calls.commit(GROUP, 8)))).containsExactly(ErrorCode.NONE);
    }

    @Test
    void shouldGoOnLoadingWhenTheLaneTakesWorkAgain() {
        leadAndLoad(0, LEADER_ALONE);
        ask(Calls.commit(GROUP, 7));
        startAnew();
        lane.refuse(true);
        lead(1, LEADER_ALONE);
        advance(1_000);
        lane.refuse(false);
        advance(1_000);
        assertThat(fetchedOffset()).isEqualTo(7);
    }

    @Test
    void shouldAnswerACommitInDoubtWithNotCoordinatorWhenThePartitionIsLost() {
        leadAndLoad(0, WITH_A_FOLLOWER);
        List<CommitReply> replies = ask(Calls.commit(GROUP, 7));
        loseThePartition();
        assertThat(errorsOf(replies)).containsExactly(ErrorCode.NOT_COORDINATOR);
        advance(CONFIG.commitTimeoutMs());
        assertThat(replies).as("once only").hasSize(1);
    }

    @Test
    void shouldAnswerACommitThatIsNotWrittenYetWithNotCoordinatorWhenThePartitionIsLost() {
        leadAndLoad(0, LEADER_ALONE);
        List<CommitReply> replies = send(Calls.commit(GROUP, 7));
        lane.runTasks();
        loseThePartition();
        lane.run();
        assertThat(errorsOf(replies)).containsExactly(ErrorCode.NOT_COORDINATOR);
        assertThat(endOfLog()).isZero();
    }

    @Test
    void shouldLetWaitingMembersGoWhenThePartitionIsLost() {
        leadAndLoad(0, LEADER_ALONE);
        List<JoinReply> replies = ask(Calls.join(GROUP));
        assertThat(replies).isEmpty();
        loseThePartition();
        assertThat(replies).extracting(JoinReply::error).containsExactly(ErrorCode.NOT_COORDINATOR);
        advance(3_600_000);
        assertThat(replies)
                .as("nothing was left behind that could answer again")
                .hasSize(1);
        assertThat(ask(Calls.join(GROUP))).extracting(JoinReply::error).containsExactly(ErrorCode.NOT_COORDINATOR);
    }

    @Test
    void shouldFormAGenerationWhenItsDelayHasPassed() {
        leadAndLoad(0, LEADER_ALONE);
        List<JoinReply> replies = ask(Calls.join(GROUP));
        advance(CONFIG.initialRebalanceDelayMs() - 1);
        assertThat(replies).isEmpty();
        advance(1);
        assertThat(replies).extracting(JoinReply::generationId).containsExactly(1);
    }

    @Test
    void shouldEndASessionWhenItsTimeHasPassed() {
        JoinReply member = aStableMember();
        advance(Calls.SESSION_MS - 1);
        assertThat(heartbeat(member)).containsExactly(new HeartbeatReply(ErrorCode.NONE));
        advance(Calls.SESSION_MS);
        assertThat(heartbeat(member)).containsExactly(new HeartbeatReply(ErrorCode.UNKNOWN_MEMBER_ID));
    }

    @Test
    void shouldCountAHeartbeatThatWaitedWhileTheLaneWasBusy() {
        JoinReply member = aStableMember();
        List<HeartbeatReply> replies = send(Calls.heartbeat(GROUP, member));
        time.advance(Calls.SESSION_MS); // the lane is busy elsewhere until the session's end has come
        lane.run();
        assertThat(replies).containsExactly(new HeartbeatReply(ErrorCode.NONE));
        assertThat(heartbeat(member)).containsExactly(new HeartbeatReply(ErrorCode.NONE));
    }

    @Test
    void shouldDoWhatIsDueLaterWhenTheLaneIsOverloaded() {
        leadAndLoad(0, LEADER_ALONE);
        List<JoinReply> replies = ask(Calls.join(GROUP));
        lane.refuse(true);
        advance(CONFIG.initialRebalanceDelayMs());
        assertThat(replies).isEmpty();
        lane.refuse(false);
        advance(1_000);
        assertThat(replies).extracting(JoinReply::error).containsExactly(ErrorCode.NONE);
    }

    @Test
    void shouldGiveEveryBufferBack() {
        leadAndLoad(0, LEADER_ALONE);
        ask(Calls.commit(GROUP, 7));
        startAnew();
        leadAndLoad(1, WITH_A_FOLLOWER);
        ask(Calls.commit(GROUP, 8));
        loseThePartition();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    private JoinReply aStableMember() {
        leadAndLoad(0, LEADER_ALONE);
        List<JoinReply> joined = ask(Calls.join(GROUP));
        advance(CONFIG.initialRebalanceDelayMs());
        List<SyncReply> synced = ask(Calls.sync(GROUP, joined.get(0)));
        assertThat(synced).extracting(SyncReply::error).containsExactly(ErrorCode.NONE);
        return joined.get(0);
    }

    private List<HeartbeatReply> heartbeat(JoinReply member) {
        return ask(Calls.heartbeat(GROUP, member));
    }

    private void leadAndLoad(int leaderEpoch, int isrSize) {
        lead(leaderEpoch, isrSize);
        lane.run();
    }

    private void lead(int leaderEpoch, int isrSize) {
        try {
            partition.lead(logs.store().open(HOME, TOPIC_ID, MemoryLogs.SETTINGS.log()), leaderEpoch, isrSize, 0);
        } catch (StorageException e) {
            throw new AssertionError(e);
        }
    }

    private void loseThePartition() {
        partition.resign(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    }

    /** As if the broker had started again: of what was, only the log is there. */
    private void startAnew() {
        loseThePartition();
        shard = newShard();
        partition = newPartition();
    }

    private void advance(long ms) {
        time.advance(ms);
        lane.run();
    }

    private <R extends GroupReply> List<R> ask(Function<ReplyTo<R>, GroupRequest<R>> request) {
        List<R> replies = send(request);
        lane.run();
        return replies;
    }

    private <R extends GroupReply> List<R> send(Function<ReplyTo<R>, GroupRequest<R>> request) {
        List<R> replies = new ArrayList<>();
        GroupRequest<R> made = request.apply(new PendingReply<>(replies::add));
        lane.execute(() -> shard.deliver(made));
        return replies;
    }

    private long fetchedOffset() {
        return Calls.offsetOf(ask(Calls.fetch(GROUP)).get(0));
    }

    private long endOfLog() {
        return java.util.Objects.requireNonNull(logs.directory().log(HOME)).logEndOffset();
    }

    private static List<ErrorCode> errorsOf(List<CommitReply> replies) {
        return replies.stream().map(Calls::errorOf).toList();
    }
}
