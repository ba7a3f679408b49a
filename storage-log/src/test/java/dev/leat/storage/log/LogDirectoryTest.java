package dev.leat.storage.log;

import static dev.leat.storage.log.TestBatches.aBatch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.base.fake.SeededRandom;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import dev.leat.storage.fs.CheckpointFile;
import dev.leat.storage.fs.SegmentFile;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.fs.simulated.FaultPlan;
import dev.leat.storage.fs.simulated.SimulatedDisk;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LogDirectoryTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final TopicPartition DASHED = new TopicPartition("a-b.c_d-1", 12);
    private static final Uuid ID = new Uuid(5, 6);

    private final SimulatedDisk disk = new SimulatedDisk();
    private final List<String> recovered = Collections.synchronizedList(new ArrayList<>());
    private long scannedBytes;
    private final List<String> progress = Collections.synchronizedList(new ArrayList<>());

    @Test
    void shouldBringBackItsLogsAndTheirTopicIds() throws Exception {
        LogDirectory directory = open();
        directory.create(ORDERS, ID, LogConfig.DEFAULTS, 0).append(List.of(aBatch().of("a")), 0, 0);
        directory.create(DASHED, new Uuid(7, 8), LogConfig.DEFAULTS, 0);
        directory.checkpointHighWatermarks(Map.of(ORDERS, 1L));
        directory.close(42, 0);
        directory = open();
        assertThat(directory.logs()).containsOnlyKeys(ORDERS, DASHED);
        assertThat(directory.topicId(DASHED)).isEqualTo(new Uuid(7, 8));
        assertThat(directory.checkpointedHighWatermark(ORDERS)).isEqualTo(1);
        assertThat(directory.cleanShutdownEpoch()).isEqualTo(42);
        assertThat(progress).containsExactlyInAnyOrder("1/2", "2/2");
    }

    @Test
    void shouldTakeTheMarkOfAnOrderlyEndOnce() throws Exception {
        open().close(42, 0);
        assertThat(open().endedCleanly()).isTrue();
        disk.kill();
        assertThat(open().endedCleanly()).isFalse();
    }

    @Test
    void shouldReadOnlyTheTailAfterAKill() throws Exception {
        LogDirectory directory = open();
        PartitionLog log = directory.create(
                ORDERS, ID, LogConfig.builder().segmentBytes(2_000).build(), 0);
        for (int i = 0; i < 200; i++) {
            log.append(List.of(aBatch().of("value " + i)), 0, 0);
        }
        log.flush(0);
        directory.checkpointRecoveryPoints();
        log.append(List.of(aBatch().of("unflushed")), 0, 0);
        recovered.clear();
        disk.kill();
        directory = open();
        assertThat(recovered).hasSize(1);
        assertThat(log(directory).logEndOffset()).isEqualTo(201);
    }

    @Test
    void shouldTrustWhatWasWrittenAsLongAsTheMachineRuns() throws Exception {
        LogDirectory directory = open();
        writeUnflushed(directory);
        disk.kill();
        directory = open();
        assertThat(scannedBytes).isBetween(1L, log(directory).sizeInBytes() / 3);
        assertThat(log(directory).logEndOffset()).isEqualTo(1_200);
        assertThat(log(directory).recoveryPoint()).as("not durable for that").isZero();
    }

    @Test
    void shouldReadEverythingThatWasNotFlushedWhenTheMachineHasStartedAnew() throws Exception {
        LogDirectory directory = open();
        writeUnflushed(directory);
        log(directory).prepareFlush().run(); // durable, though no checkpoint says so
        disk.crash(new SeededRandom(1, "crash"));
        directory = open();
        assertThat(scannedBytes).isEqualTo(log(directory).sizeInBytes());
        assertThat(log(directory).logEndOffset()).isEqualTo(1_200);
    }

    @Test
    void shouldReadEverythingThatWasNotFlushedAfterAFailureOfTheDisk() throws Exception {
        LogDirectory directory = open();
        writeUnflushed(directory);
        directory.distrust();
        disk.kill();
        directory = open();
        assertThat(scannedBytes).isEqualTo(log(directory).sizeInBytes());
    }

    @Test
    void shouldReadEverythingThatWasNotFlushedAfterAStartThatFailed() throws Exception {
        writeUnflushed(open());
        disk.kill();
        disk.setFaults(FaultPlan.failNth(FaultPlan.Operation.READ, 3));
        assertThatThrownBy(this::open).isInstanceOf(StorageException.class);
        disk.setFaults(FaultPlan.NONE);
        LogDirectory directory = open();
        assertThat(log(directory).logEndOffset()).isEqualTo(1_200);
        assertThat(scannedBytes).isEqualTo(log(directory).sizeInBytes());
    }

    @Test
    void shouldNotTrustALogWhoseRecoveryWasCutShort() throws Exception {
        LogDirectory directory = open();
        writeUnflushed(directory);
        log(directory).prepareFlush().run();
        disk.crash(new SeededRandom(1, "crash"));
        disk.setFaults((operation, path) -> path.endsWith("leader-epoch-checkpoint") ? "Input/output error" : null);
        assertThatThrownBy(this::open).isInstanceOf(StorageException.class);
        disk.setFaults(FaultPlan.NONE);
        disk.kill();
        directory = open();
        assertThat(scannedBytes).isEqualTo(log(directory).sizeInBytes());
    }

    /** 1,200 batches of which every one has an index entry. */
    private static void writeUnflushed(LogDirectory directory) throws Exception {
        PartitionLog log = directory.create(
                ORDERS, ID, LogConfig.builder().indexIntervalBytes(0).build(), 0);
        for (int i = 0; i < 1_200; i++) {
            log.append(List.of(aBatch().at(i).of("value " + i)), 0, 0);
        }
    }

    @Test
    void shouldNotComeBackOnceDeleted() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            SimulatedDisk fresh = new SimulatedDisk();
            LogDirectory directory = open(fresh);
            directory.create(ORDERS, ID, LogConfig.DEFAULTS, 0).append(List.of(aBatch().of("old")), 0, 0);
            directory.checkpointHighWatermarks(Map.of(ORDERS, 1L));
            LogDirectory.Removal removal = directory.delete(ORDERS);
            PartitionLog again = directory.create(ORDERS, new Uuid(9, 9), LogConfig.DEFAULTS, 0);
            assertThat(again.logEndOffset()).isZero();
            again.flush(0);
            assertThat(directory.checkpointedHighWatermark(ORDERS)).isZero();
            if (seed % 2 == 0) {
                removal.run();
            }
            fresh.crash(new SeededRandom(seed, "crash"));
            directory = open(fresh);
            assertThat(directory.topicId(ORDERS)).isEqualTo(new Uuid(9, 9));
            assertThat(log(directory).logEndOffset()).isZero();
            assertThat(fresh.root().directories()).containsExactly("orders-0");
        }
    }

    @Test
    void shouldCutATornTailAndGoOn() throws Exception {
        LogDirectory directory = open();
        PartitionLog log = directory.create(ORDERS, ID, LogConfig.DEFAULTS, 0);
        log.append(List.of(aBatch().from(3, 0, 0).of("a"), aBatch().of("b")), 0, 0);
        disk.kill();
        try (SegmentFile file = disk.root().directory("orders-0").open("00000000000000000000.log")) {
            file.write(List.of(Unpooled.wrappedBuffer(new byte[77])), file.size());
        }
        directory = open();
        assertThat(log(directory).logEndOffset()).isEqualTo(2);
        List<AppendOutcome> outcomes =
                log(directory).append(List.of(aBatch().from(3, 0, 0).of("a"), aBatch().of("c")), 0, 0);
        assertThat(outcomes.get(0).duplicate()).isTrue();
        assertThat(outcomes.get(1).baseOffset()).isEqualTo(2);
    }

    @Test
    void shouldNotTrustDamagedCheckpoints() throws Exception {
        LogDirectory directory = open();
        PartitionLog log = directory.create(ORDERS, ID, LogConfig.DEFAULTS, 0);
        log.append(List.of(aBatch().of("a")), 3, 0);
        log.flush(0);
        directory.checkpointRecoveryPoints();
        disk.kill();
        for (String name : List.of(
                "recovery-point-offset-checkpoint", "replication-offset-checkpoint", "log-start-offset-checkpoint")) {
            CheckpointFile.replace(disk.root(), name, "0\n1\norders 0 nonsense\n");
        }
        CheckpointFile.replace(disk.root().directory("orders-0"), "leader-epoch-checkpoint", "x");
        directory = open();
        assertThat(log(directory).logEndOffset()).isEqualTo(1);
        assertThat(log(directory).latestEpoch()).isEqualTo(3);
        assertThat(directory.checkpointedHighWatermark(ORDERS)).isZero();
    }

    @Test
    void shouldServeOneProcessAtATime() throws Exception {
        LogDirectory directory = open();
        assertThatThrownBy(this::open).isInstanceOf(StorageException.class).hasMessageContaining("another process");
        directory.abandon();
        open();
    }

    @Test
    void shouldSayWhichFileFailedWhenItCannotOpen() throws Exception {
        LogDirectory directory = open();
        directory.create(ORDERS, ID, LogConfig.DEFAULTS, 0).append(List.of(aBatch().of("a")), 0, 0);
        disk.kill();
        disk.setFaults((operation, path) ->
                operation == FaultPlan.Operation.READ && path.endsWith(".log") ? "Input/output error" : null);
        assertThatThrownBy(this::open).isInstanceOf(StorageException.class).hasMessageContaining("orders-0/0000");
        disk.setFaults(FaultPlan.NONE);
        assertThat(log(open()).logEndOffset()).isEqualTo(1);
    }

    @Test
    void shouldBeFreeAgainWhenWhatItRemembersCannotBeRead() throws Exception {
        LogDirectory directory = open();
        directory.checkpointHighWatermarks(Map.of(ORDERS, 1L));
        directory.close(42, 0);
        disk.setFaults((operation, path) ->
                operation == FaultPlan.Operation.READ && path.endsWith(OffsetCheckpoint.HIGH_WATERMARK)
                        ? "Input/output error"
                        : null);
        assertThatThrownBy(this::open).hasMessageContaining(OffsetCheckpoint.HIGH_WATERMARK);
        disk.setFaults(FaultPlan.NONE);
        assertThat(open().endedCleanly()).as("its mark was taken").isFalse();
    }

    @Test
    void shouldLeaveOtherDirectoriesAlone() throws Exception {
        disk.root().directory("zookeeper").open("snapshot").close();
        disk.root().directory("orders-0.abc-stray").open("x").close();
        assertThat(open().logs()).isEmpty();
        assertThat(disk.root().directories()).containsExactly("orders-0.abc-stray", "zookeeper");
    }

    @Test
    void shouldRefuseUnreadableMetaProperties() throws Exception {
        CheckpointFile.replace(disk.root(), "meta.properties", "cluster.id=x\n");
        assertThatThrownBy(() -> MetaProperties.read(disk.root())).isInstanceOf(StorageException.class);
    }

    private LogDirectory open() throws Exception {
        return open(disk);
    }

    private LogDirectory open(SimulatedDisk medium) throws Exception {
        progress.clear();
        scannedBytes = 0;
        RecoveryListener listener = new RecoveryListener() {
            @Override
            public void segmentRecovered(TopicPartition partition, long baseOffset, long scanned, long cut) {
                recovered.add(partition + " " + baseOffset);
                scannedBytes += scanned;
            }

            @Override
            public void logLoaded(PartitionLog log, int done, int total) {
                progress.add(done + "/" + total);
            }
        };
        return new LogDirectoryLoader(medium.root(), partition -> LogConfig.DEFAULTS, listener, 0).load(Runnable::run);
    }

    private static PartitionLog log(LogDirectory directory) {
        return Objects.requireNonNull(directory.log(ORDERS));
    }
}
