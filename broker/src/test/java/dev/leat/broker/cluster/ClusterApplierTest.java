package dev.leat.broker.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.base.fake.ManualTime;
import dev.leat.broker.lane.Lanes;
import dev.leat.broker.lane.ManualLane;
import dev.leat.broker.partition.HostedTopics;
import dev.leat.broker.partition.Partition;
import dev.leat.broker.partition.PartitionObserver;
import dev.leat.broker.partition.PartitionSettings;
import dev.leat.broker.storage.MemoryLogs;
import dev.leat.controller.cluster.ClusterDelta;
import dev.leat.controller.cluster.ClusterImage;
import dev.leat.controller.cluster.PartitionState;
import dev.leat.controller.cluster.ReplicaEpoch;
import dev.leat.controller.cluster.TopicImage;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import dev.leat.storage.fs.StorageException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterApplierTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    private static final int ELSEWHERE = ClusterHistory.BROKER + 1;

    private final ManualTime time = new ManualTime(0);
    private final ManualLane lane = new ManualLane(time);
    private final Lanes lanes = new Lanes(List.of(lane));
    private final ClusterHistory history = new ClusterHistory();
    private final AppliedImages applied = new AppliedImages(ClusterImage.empty(Uuid.ZERO));
    private final MemoryLogs logs;
    private final HostedTopics hosted;
    private PartitionSettings settings = MemoryLogs.SETTINGS;
    private ClusterApplier applier;

    ClusterApplierTest() throws StorageException {
        logs = new MemoryLogs(time);
        hosted = new HostedTopics(lanes, logs.services(), partition -> PartitionObserver.NONE);
        applier = applierTo(logs.store());
    }

    private ClusterApplier applierTo(LogStore store) {
        return new ClusterApplier(ClusterHistory.BROKER, hosted, store, topic -> settings, logs.faults()::add, applied);
    }

    @BeforeEach
    void startWithAnEmptyCluster() {
        apply(history.last());
        lane.run();
    }

    @Test
    void shouldShowATopicOnlyWhenItsPartitionsAreLed() {
        ClusterHistory.Step created = history.create("orders", 2);
        apply(created);
        CompletableFuture<Void> reached = applied.reached(created.image().version());
        assertThat(applied.image().topic("orders")).isNull();
        lane.run();
        assertThat(partition(ORDERS_0).role().error()).isEqualTo(ErrorCode.NONE);
        assertThat(partition(new TopicPartition("orders", 1)).role().error()).isEqualTo(ErrorCode.NONE);
        assertThat(applied.image()).isSameAs(created.image());
        assertThat(reached).isCompleted();
    }

    @Test
    void shouldLeadOnAsBeforeWhenOnlySettingsChange() {
        applyAndRun(history.create("orders", 1));
        Partition partition = partition(ORDERS_0);
        var role = partition.role();
        settings = new PartitionSettings(settings.validation(), settings.log(), 2, settings.fileDeleteDelayMs());
        applyAndRun(history.configure("orders", Map.of("min.insync.replicas", "2")));
        assertThat(partition(ORDERS_0)).isSameAs(partition);
        assertThat(partition.role()).as("a new term would drop those who wait").isSameAs(role);
        assertThat(partition.settings().minInSyncReplicas()).isEqualTo(2);
    }

    @Test
    void shouldResignWhenAnotherBrokerLeads() {
        applyAndRun(history.create("orders", 1));
        TopicImage before = Objects.requireNonNull(history.last().image().topic("orders"));
        applyAndRun(changed(new TopicImage("orders", before.id(), List.of(ledBy(ELSEWHERE, 1)), Map.of())));
        assertThat(partition(ORDERS_0).role().error()).isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        assertThat(logs.hold(ORDERS_0)).isTrue();
    }

    @Test
    void shouldDeleteTheFilesOfADeletedTopicAfterTheDelay() throws StorageException {
        applyAndRun(history.create("orders", 1));
        Partition partition = partition(ORDERS_0);
        applyAndRun(history.delete("orders"));
        assertThat(partition.role().error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(hosted.find("orders")).isNull();
        assertThat(logs.directoryNames()).singleElement().asString().endsWith("-delete");
        time.advance(settings.fileDeleteDelayMs());
        assertThat(logs.directoryNames()).isEmpty();
    }

    @Test
    void shouldEndTheOldTopicBeforeOpeningANewOneOfItsNameWithinOneChange() {
        applyAndRun(history.create("orders", 1));
        Partition old = partition(ORDERS_0);
        ClusterDelta deletion = history.delete("orders").delta();
        ClusterHistory.Step creation = history.create("orders", 1);
        applyAndRun(new ClusterHistory.Step(
                new ClusterDelta(
                        creation.delta().version(),
                        false,
                        creation.delta().topics(),
                        deletion.deleted(),
                        Set.of(),
                        Set.of()),
                creation.image()));
        assertReplaced(old, creation);
    }

    @Test
    void shouldEndTheOldTopicBeforeOpeningANewOneOfItsNameInAWholeImage() {
        applyAndRun(history.create("orders", 1));
        Partition old = partition(ORDERS_0);
        history.delete("orders"); // while this broker did not listen
        ClusterHistory.Step creation = history.create("orders", 1);
        applyAndRun(whole(creation.image()));
        assertReplaced(old, creation);
    }

    private void assertReplaced(Partition old, ClusterHistory.Step creation) {
        assertThat(old.role().error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        Uuid newId = Objects.requireNonNull(creation.image().topic("orders")).id();
        assertThat(partition(ORDERS_0).topicId()).isEqualTo(newId).isNotEqualTo(old.topicId());
        assertThat(partition(ORDERS_0).role().error()).isEqualTo(ErrorCode.NONE);
        assertThat(logs.directory().topicId(ORDERS_0)).isEqualTo(newId);
        assertThat(logs.faults()).isEmpty();
    }

    @Test
    void shouldLeaveATopicAloneThatTheImageDoesNotKnowWithoutAnOrderToDeleteIt() {
        applyAndRun(
                changed(new TopicImage("orders", new Uuid(7, 7), List.of(ledBy(ClusterHistory.BROKER, 0)), Map.of())));
        applyAndRun(whole(history.last().image()));
        assertThat(partition(ORDERS_0).role().error()).isEqualTo(ErrorCode.NONE);
        assertThat(logs.hold(ORDERS_0)).isTrue();
    }

    @Test
    void shouldKeepAPartitionOfflineWhoseLogBelongsToAnotherTopic() throws StorageException {
        logs.store().open(ORDERS_0, new Uuid(7, 7), settings.log());
        ClusterHistory.Step created = history.create("orders", 1);
        applyAndRun(created);
        assertThat(partition(ORDERS_0).role().error()).isEqualTo(ErrorCode.KAFKA_STORAGE_ERROR);
        assertThat(applied.image()).as("others go on").isSameAs(created.image());
        assertThat(logs.directory().topicId(ORDERS_0)).isEqualTo(new Uuid(7, 7));
    }

    @Test
    void shouldShowAnImageThoughALaneTakesNoWork() {
        lane.refuse(true);
        ClusterHistory.Step created = history.create("orders", 3);
        CompletableFuture<Void> reached = applied.reached(created.image().version());
        apply(created);
        assertThat(reached).as("nobody waits for ever when the broker stops").isCompleted();
    }

    @Test
    void shouldNotHoldImagesBackBehindOneWhoseWorkWasRefused() {
        applyAndRun(history.create("orders", 1));
        lane.refuse(true);
        apply(history.create("bills", 1));
        lane.refuse(false);
        ClusterHistory.Step later = history.create("letters", 1);
        applyAndRun(later);
        assertThat(applied.image())
                .as("an image is not held back by the one before")
                .isSameAs(later.image());
    }

    @Test
    void shouldShowAnImageThoughAPartitionMetAFault() {
        applier = applierTo(new BrokenStore());
        ClusterHistory.Step created = history.create("orders", 1);
        apply(created);
        assertThatThrownBy(lane::run).hasMessage("a bug");
        assertThat(applied.image()).isSameAs(created.image());
    }

    private void applyAndRun(ClusterHistory.Step step) {
        apply(step);
        lane.run();
    }

    private void apply(ClusterHistory.Step step) {
        applier.onChange(step.delta(), step.image());
    }

    private Partition partition(TopicPartition id) {
        HostedTopics.Hosted topic = Objects.requireNonNull(hosted.find(id.topic()));
        return Objects.requireNonNull(topic.partitions().get(id.partition()));
    }

    private ClusterHistory.Step changed(TopicImage topic) {
        ClusterDelta.TopicChange change = new ClusterDelta.TopicChange(null, topic);
        ClusterImage image = history.last().image();
        return new ClusterHistory.Step(
                new ClusterDelta(image.version(), false, List.of(change), List.of(), Set.of(), Set.of()), image);
    }

    private static ClusterHistory.Step whole(ClusterImage image) {
        return new ClusterHistory.Step(
                new ClusterDelta(image.version(), true, List.of(), List.of(), Set.of(), Set.of()), image);
    }

    private static PartitionState ledBy(int broker, int leaderEpoch) {
        return new PartitionState(
                broker,
                leaderEpoch,
                leaderEpoch,
                List.of(ClusterHistory.BROKER, ELSEWHERE),
                List.of(new ReplicaEpoch(broker, 1)),
                List.of(),
                PartitionState.NO_LEADER);
    }

    private static final class BrokenStore implements LogStore {
        @Override
        public dev.leat.storage.log.PartitionLog open(
                TopicPartition partition, Uuid topicId, dev.leat.storage.log.LogConfig config) {
            throw new IllegalStateException("a bug");
        }

        @Override
        public long knownHighWatermark(TopicPartition partition) {
            return 0;
        }

        @Override
        public void delete(TopicPartition partition, Uuid topicId, long delayMs) {
            throw new IllegalStateException("a bug");
        }
    }
}
