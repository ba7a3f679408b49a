package dev.leat.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.ManualTime;
import dev.leat.base.fake.SeededRandom;
import dev.leat.broker.cluster.ClusterHistory;
import dev.leat.broker.cluster.InternalTopics;
import dev.leat.broker.lane.Lanes;
import dev.leat.broker.lane.ManualLane;
import dev.leat.broker.metrics.Metrics;
import dev.leat.broker.partition.Partition;
import dev.leat.broker.partition.PartitionObserver;
import dev.leat.broker.storage.MemoryLogs;
import dev.leat.controller.cluster.ClusterImage;
import dev.leat.controller.group.GroupConfig;
import dev.leat.controller.group.GroupPartitions;
import dev.leat.controller.group.GroupReply;
import dev.leat.controller.group.GroupReply.CommitReply;
import dev.leat.controller.group.GroupReply.FetchReply;
import dev.leat.controller.group.GroupReply.ListReply;
import dev.leat.controller.group.GroupReply.ListedGroup;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GroupShardsTest {
    private static final Uuid TOPIC_ID = new Uuid(5, 5);
    private static final int PARTITIONS = 2;
    private static final String ON_0 = groupOn(0);
    private static final String ON_1 = groupOn(1);

    private final ManualTime time = new ManualTime(1_000_000);
    private final ManualLane[] laneOf = new ManualLane[PARTITIONS];
    private final Lanes lanes = new Lanes(List.of(new ManualLane(time), new ManualLane(time)));
    private final MemoryLogs logs;
    private final GroupShards shards;
    private ClusterImage image = new ClusterHistory()
            .create(InternalTopics.CONSUMER_OFFSETS, PARTITIONS)
            .image();

    GroupShardsTest() throws StorageException {
        logs = new MemoryLogs(time);
        shards = new GroupShards(
                lanes,
                new GroupServices(
                        GroupConfig.DEFAULT,
                        MemberIdSource.random(new SeededRandom(1, "members")),
                        time.monotonic(),
                        time.wall(),
                        UnpooledByteBufAllocator.DEFAULT,
                        new Metrics().limits()),
                () -> image);
        for (int number = 0; number < PARTITIONS; number++) {
            laneOf[number] = (ManualLane) lanes.of(home(number));
        }
        assertThat(laneOf[0]).isNotSameAs(laneOf[1]);
    }

    @Test
    void shouldFollowOnlyPartitionsOfTheOffsetsTopic() {
        assertThat(shards.of(new TopicPartition("orders", 0))).isSameAs(PartitionObserver.NONE);
    }

    @Test
    void shouldAnswerNotCoordinatorForAGroupWhosePartitionIsElsewhere() throws StorageException {
        lead(1);
        assertThat(errorsOf(ask(Calls.commit(ON_0, 7)))).containsExactly(ErrorCode.NOT_COORDINATOR);
        assertThat(errorsOf(ask(Calls.commit(ON_1, 7)))).containsExactly(ErrorCode.NONE);
    }

    @Test
    void shouldAnswerNotCoordinatorBeforeThereIsAnOffsetsTopic() throws StorageException {
        lead(0);
        image = ClusterImage.empty(Uuid.ZERO);
        assertThat(errorsOf(ask(Calls.commit(ON_0, 7)))).containsExactly(ErrorCode.NOT_COORDINATOR);
    }

    @Test
    void shouldHaveAClientTryAgainWhenALaneTakesNoWork() throws StorageException {
        lead(0);
        laneOf[0].refuse(true);
        assertThat(errorsOf(ask(Calls.commit(ON_0, 7)))).containsExactly(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    }

    @Test
    void shouldAskEveryCoordinatorForItsGroups() throws StorageException {
        lead(0);
        lead(1);
        ask(Calls.commit(ON_0, 7));
        ask(Calls.commit(ON_1, 7));
        CompletableFuture<List<ListReply>> replies =
                shards.askAll(to -> new GroupRequest.ListGroups(to, Set.of(), Set.of()));
        assertThat(replies).isNotDone();
        runLanes();
        assertThat(replies.join())
                .flatExtracting(ListReply::groups)
                .extracting(ListedGroup::groupId)
                .containsExactlyInAnyOrder(ON_0, ON_1);
    }

    @Test
    void shouldForgetTheOffsetsOfDeletedTopics() throws StorageException {
        lead(0);
        ask(Calls.commit(ON_0, 7));
        shards.topicsDeleted(List.of(Calls.ORDERS));
        runLanes();
        assertThat(fetchedOffset(ON_0)).isEqualTo(-1);
    }

    @Test
    void shouldTellTheOtherCoordinatorsOfDeletedTopicsWhenOneLaneHasStopped() throws StorageException {
        lead(0);
        lead(1);
        for (int stopped = 0; stopped < PARTITIONS; stopped++) { // whichever is told first
            ask(Calls.commit(ON_0, 7));
            ask(Calls.commit(ON_1, 7));
            laneOf[stopped].refuse(true);
            shards.topicsDeleted(List.of(Calls.ORDERS));
            laneOf[stopped].refuse(false);
            runLanes();
            assertThat(fetchedOffset(ON_0)).isEqualTo(stopped == 0 ? 7 : -1);
            assertThat(fetchedOffset(ON_1)).isEqualTo(stopped == 1 ? 7 : -1);
        }
    }

    private void lead(int number) throws StorageException {
        TopicPartition id = home(number);
        Partition partition =
                new Partition(id, TOPIC_ID, lanes.of(id), MemoryLogs.SETTINGS, logs.services(), shards.of(id));
        partition.lead(logs.store().open(id, TOPIC_ID, MemoryLogs.SETTINGS.log()), 0, 1, 0);
        runLanes();
    }

    private void runLanes() {
        for (ManualLane lane : laneOf) {
            lane.run();
        }
    }

    private <R extends GroupReply> List<R> ask(Function<ReplyTo<R>, GroupRequest<R>> request) {
        List<R> replies = new ArrayList<>();
        String group = groupOf(request.apply(new PendingReply<>(replies::add)));
        shards.ask(group, request, replies::add);
        runLanes();
        return replies;
    }

    private static String groupOf(GroupRequest<?> request) {
        return request instanceof GroupRequest.CommitOffsets commit
                ? commit.groupId()
                : ((GroupRequest.FetchOffsets) request).groupId();
    }

    private long fetchedOffset(String group) {
        List<FetchReply> replies = ask(Calls.fetch(group));
        return Calls.offsetOf(replies.get(0));
    }

    private static List<ErrorCode> errorsOf(List<CommitReply> replies) {
        return replies.stream().map(Calls::errorOf).toList();
    }

    private static TopicPartition home(int number) {
        return new TopicPartition(InternalTopics.CONSUMER_OFFSETS, number);
    }

    private static String groupOn(int partition) {
        for (int i = 0; ; i++) {
            if (GroupPartitions.partitionFor("group-" + i, PARTITIONS) == partition) {
                return "group-" + i;
            }
        }
    }
}
