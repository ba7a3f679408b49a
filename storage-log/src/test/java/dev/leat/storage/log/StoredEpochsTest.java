package dev.leat.storage.log;

import static dev.leat.storage.log.TestBatches.aBatch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.SeededRandom;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import dev.leat.storage.epoch.EpochEntry;
import dev.leat.storage.fs.CheckpointFile;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.simulated.FaultPlan.Operation;
import dev.leat.storage.fs.simulated.SimulatedDisk;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a log writes {@code leader-epoch-checkpoint}, and what it knows without. */
class StoredEpochsTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final String FILE = "leader-epoch-checkpoint";
    private static final LogConfig CONFIG =
            LogConfig.builder().segmentBytes(20_000).indexIntervalBytes(500).build();

    private final SimulatedDisk disk = new SimulatedDisk();
    private LogDirectory directory = load();
    private PartitionLog log = directory.create(ORDERS, new Uuid(5, 6), CONFIG, 0);

    StoredEpochsTest() throws Exception {}

    @Test
    void shouldMakeNoFileForTheFirstEpochOfANewLog() throws Exception {
        log.beginEpoch(4);
        append(4, 3);
        assertThat(log.epochs().entries()).containsExactly(new EpochEntry(4, 0));
        assertThat(dir().files()).containsExactly("00000000000000000000.log", "partition.metadata");
    }

    @Test
    void shouldWriteTheFileWithTheFirstFlush() throws Exception {
        append(4, 3);
        log.flush(0);
        assertThat(file()).isEqualTo("0\n1\n4 0\n");
    }

    @Test
    void shouldWriteTheFileWhenASegmentIsFull() throws Exception {
        append(4, 200);
        assertThat(log.segmentCount()).isGreaterThan(1);
        assertThat(log.flushDue(0)).isTrue();
        log.prepareFlush().run();
        assertThat(file()).isEqualTo("0\n1\n4 0\n");
    }

    @Test
    void shouldWriteTheFileBeforeTheSecondEpochBegins() throws Exception {
        append(4, 3);
        log.beginEpoch(6);
        assertThat(file()).isEqualTo("0\n2\n4 0\n6 3\n");
        disk.crash(new SeededRandom(1, "crash")); // the directory may be lost, but if it is there, so is the file
        assertThat(dir().exists(FILE) || !dir().exists("00000000000000000000.log"))
                .isTrue();
    }

    @Test
    void shouldHaveTheFileAfterAnOrderlyEnd() throws Exception {
        append(4, 3);
        restart();
        assertThat(file()).isEqualTo("0\n1\n4 0\n");
        assertThat(log.epochs().entries()).containsExactly(new EpochEntry(4, 0));
    }

    @Test
    void shouldForgetTheEpochOfALogThatStayedEmptyWithoutWriting() throws Exception {
        log.beginEpoch(4);
        restart();
        assertThat(log.latestEpoch()).isEqualTo(-1);
        assertThat(dir().exists(FILE)).isFalse();
    }

    @Test
    void shouldKnowTheOnlyEpochAfterAKillAndWriteItAtTheEnd() throws Exception {
        append(4, 3);
        kill();
        assertThat(log.epochs().entries()).containsExactly(new EpochEntry(4, 0));
        assertThat(dir().exists(FILE)).as("a start waits for no disk").isFalse();
        append(4, 1);
        kill();
        append(5, 1);
        restart();
        assertThat(file()).isEqualTo("0\n2\n4 0\n5 4\n");
        assertThat(log.epochs().entries()).containsExactly(new EpochEntry(4, 0), new EpochEntry(5, 4));
    }

    @Test
    void shouldKnowTheOnlyEpochOfALogThatWasEmptiedBefore() throws Exception {
        append(4, 3);
        log.flush(0);
        log.truncateFullyAndStartAt(1_000, 0);
        assertThat(file()).isEqualTo("0\n0\n");
        log.appendAsFollower(List.of(aBatch().numbered(1_005, 7).of("later")), 0);
        assertThat(file()).isEqualTo("0\n0\n");
        kill();
        assertThat(log.epochs().entries()).containsExactly(new EpochEntry(7, 1_005));
        restart();
        assertThat(file()).isEqualTo("0\n1\n7 1005\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldFindEpochsInTheBatchesIfTheFileIsMissing(boolean orderly) throws Exception {
        append(1, 150);
        append(4, 1);
        append(7, 300);
        append(8, 2);
        List<EpochEntry> epochs = log.epochs().entries();
        end(orderly);
        dir().delete(FILE);
        open();
        assertThat(log.segmentCount()).isGreaterThan(3);
        assertThat(log.epochs().entries()).hasSize(4).isEqualTo(epochs);
        assertThat(file()).isEqualTo("0\n4\n1 0\n4 150\n7 151\n8 451\n");
    }

    @Test
    void shouldPutBackAMissingFileAtTheEndEvenIfNothingIsAppended() throws Exception {
        append(4, 3);
        restart();
        end(true);
        dir().delete(FILE);
        open();
        restart();
        assertThat(file()).isEqualTo("0\n1\n4 0\n");
    }

    @Test
    void shouldNotReadTheWholeLogForItsOnlyEpoch() throws Exception {
        append(4, 400);
        log.flush(0);
        directory.checkpointRecoveryPoints();
        kill();
        int with = readsOfRestart();
        dir().delete(FILE);
        assertThat(readsOfRestart()).isLessThan(with + 6 * log.segmentCount());
    }

    private int readsOfRestart() throws Exception {
        int[] reads = {0};
        disk.kill();
        disk.setFaults((operation, path) -> {
            reads[0] += operation == Operation.READ ? 1 : 0;
            return null;
        });
        open();
        return reads[0];
    }

    private void append(int epoch, int batches) throws Exception {
        for (int i = 0; i < batches; i++) {
            log.append(List.of(aBatch().at(i).of("x".repeat(100))), epoch, 0);
        }
    }

    private void restart() throws Exception {
        end(true);
        open();
    }

    private void kill() throws Exception {
        end(false);
        open();
    }

    private void end(boolean orderly) throws Exception {
        if (orderly) {
            directory.close(-1, 0);
        } else {
            disk.kill();
        }
    }

    private void open() throws Exception {
        directory = load();
        log = Objects.requireNonNull(directory.log(ORDERS));
    }

    private LogDirectory load() throws Exception {
        return new LogDirectoryLoader(disk.root(), partition -> CONFIG, RecoveryListener.SILENT, 0).load(Runnable::run);
    }

    private Dir dir() throws Exception {
        return disk.root().directory("orders-0");
    }

    private @Nullable String file() throws Exception {
        return CheckpointFile.text(dir(), FILE);
    }
}
