package dev.leat.storage.log;

import static dev.leat.storage.log.TestBatches.aBatch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.storage.epoch.EpochEntry;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.DiskDir;
import dev.leat.storage.segment.AbortedTransaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opens a directory that Apache Kafka 4.3.1 wrote and closed in order: topic "plain" has 200 records in five segments,
 * one per codec; topic "transactional" has three committed and three aborted transactions of three records.
 */
class KafkaDirectoryTest {
    private static final Path FIXTURE = Path.of("src", "test", "resources", "kafka-4.3.1-logs");
    private static final TopicPartition PLAIN = new TopicPartition("plain", 0);
    private static final TopicPartition TRANSACTIONAL = new TopicPartition("transactional", 0);
    private static final long DAY_MS = 86_400_000;
    private static final long FIRST_TIME = 1_700_000_000_000L;

    @TempDir
    Path temporary;

    private Dir root;

    @BeforeEach
    void copyFixture() throws Exception {
        try (Stream<Path> files = Files.walk(FIXTURE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = temporary.resolve(FIXTURE.relativize(file));
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.copy(file, target);
            }
        }
        root = DiskDir.at(temporary);
    }

    @Test
    void shouldOpenWhatKafkaClosed() throws Exception {
        LogDirectory directory = open();
        assertThat(directory.endedCleanly()).isTrue();
        assertThat(directory.cleanShutdownEpoch()).isPositive();
        assertThat(directory.checkpointedHighWatermark(PLAIN)).isEqualTo(200);
        assertThat(directory.topicId(PLAIN)).isNotNull().isNotEqualTo(Uuid.ZERO);
        checkPlain(log(directory, PLAIN));
        checkTransactional(log(directory, TRANSACTIONAL));
    }

    @Test
    void shouldReadItsMetaProperties() throws Exception {
        MetaProperties meta = Objects.requireNonNull(MetaProperties.read(root));
        assertThat(meta.nodeId()).isEqualTo(1);
        assertThat(meta.clusterId()).hasSize(22);
        assertThat(meta.directoryId()).hasSize(22);
        meta.write(root);
        assertThat(MetaProperties.read(root)).isEqualTo(meta);
    }

    @Test
    void shouldFindKafkasIndexesSoundAndLeaveThemAsTheyAre() throws Exception {
        Map<String, byte[]> before = indexes();
        LogDirectory directory = open();
        PartitionLog plain = log(directory, PLAIN);
        for (long offset = 0; offset < 200; offset++) {
            LogFixture.batches(plain.read(offset, 1_000, Long.MAX_VALUE, true));
        }
        directory.abandon();
        assertThat(indexes()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void shouldWriteTheSameIndexesWhenItBuildsThemAnew() throws Exception {
        Map<String, byte[]> before = indexes();
        for (String name : before.keySet()) {
            Files.delete(temporary.resolve(name));
        }
        LogDirectory directory = open();
        for (TopicPartition partition : List.of(PLAIN, TRANSACTIONAL)) {
            PartitionLog log = log(directory, partition);
            for (long offset = 0; offset < log.logEndOffset(); offset++) {
                LogFixture.batches(log.read(offset, 1_000, Long.MAX_VALUE, true));
            }
        }
        directory.close(-1, 0);
        assertThat(indexes()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void shouldRecoverWhenKafkaWasKilled() throws Exception {
        Files.delete(temporary.resolve(".kafka_cleanshutdown"));
        Files.delete(temporary.resolve("recovery-point-offset-checkpoint"));
        for (TopicPartition partition : List.of(PLAIN, TRANSACTIONAL)) {
            Path log = temporary
                    .resolve(partition.toString())
                    .resolve(partition == PLAIN ? "00000000000000000160.log" : "00000000000000000003.log");
            Files.write(log, new byte[300], StandardOpenOption.APPEND);
        }
        LogDirectory directory = open();
        assertThat(directory.endedCleanly()).isFalse();
        checkPlain(log(directory, PLAIN));
        checkTransactional(log(directory, TRANSACTIONAL));
    }

    @Test
    void shouldRebuildEpochsAndProducersFromTheLog() throws Exception {
        Files.delete(temporary.resolve(".kafka_cleanshutdown"));
        for (TopicPartition partition : List.of(PLAIN, TRANSACTIONAL)) {
            try (Stream<Path> files = Files.list(temporary.resolve(partition.toString()))) {
                for (Path file : files.toList()) {
                    if (file.toString().endsWith(".snapshot") || file.endsWith("leader-epoch-checkpoint")) {
                        Files.delete(file);
                    }
                }
            }
        }
        LogDirectory directory = open();
        checkPlain(log(directory, PLAIN));
        checkTransactional(log(directory, TRANSACTIONAL));
    }

    private static void checkPlain(PartitionLog log) throws Exception {
        assertThat(log.logStartOffset()).isZero();
        assertThat(log.logEndOffset()).isEqualTo(200);
        assertThat(log.segmentCount()).isEqualTo(5);
        assertThat(log.epochs().entries()).containsExactly(new EpochEntry(0, 0));
        List<String> values = values(log);
        assertThat(values).hasSize(200);
        assertThat(values.get(0)).startsWith("none value 0");
        assertThat(values.get(199)).startsWith("zstd value 39");
        TimestampedOffset found = log.offsetForTimestamp(FIRST_TIME + 8 * DAY_MS + 7_001, 200);
        assertThat(found).isEqualTo(new TimestampedOffset(48, FIRST_TIME + 8 * DAY_MS + 8_000, 0));
        assertThat(log.offsetOfMaxTimestamp(200))
                .isEqualTo(new TimestampedOffset(199, FIRST_TIME + 32 * DAY_MS + 39_000, 0));
        assertThat(log.producerCount()).isEqualTo(5);
    }

    private static void checkTransactional(PartitionLog log) throws Exception {
        assertThat(log.logEndOffset()).isEqualTo(24);
        assertThat(values(log)).hasSize(18).contains("transaction 5 record 2");
        log.onHighWatermark(24);
        assertThat(log.lastStableOffset(24)).isEqualTo(24);
        List<AbortedTransaction> aborted = log.abortedTransactions(0, 24);
        assertThat(aborted).extracting(AbortedTransaction::firstOffset).containsExactly(4L, 12L, 20L);
        assertThat(aborted).extracting(AbortedTransaction::lastOffset).containsExactly(7L, 15L, 23L);
        assertThat(log.abortedTransactions(8, 16)).hasSize(1);
        assertThat(log.producerCount()).isEqualTo(1);
    }

    @Test
    void shouldGoOnWritingWhereKafkaEnded() throws Exception {
        LogDirectory directory = open();
        PartitionLog log = log(directory, PLAIN);
        AppendOutcome outcome = log.append(List.of(aBatch().of("ours")), 1, 0).get(0);
        assertThat(outcome.baseOffset()).isEqualTo(200);
        assertThat(values(log)).hasSize(201).endsWith("ours");
    }

    private LogDirectory open() throws Exception {
        return new LogDirectoryLoader(
                        root,
                        partition -> LogConfig.builder().indexIntervalBytes(256).build(),
                        RecoveryListener.SILENT,
                        0)
                .load(Runnable::run);
    }

    private static PartitionLog log(LogDirectory directory, TopicPartition partition) {
        return Objects.requireNonNull(directory.log(partition));
    }

    private static List<String> values(PartitionLog log) throws Exception {
        List<String> values = new ArrayList<>();
        long next = 0;
        while (next < log.logEndOffset()) {
            for (RecordBatch batch : LogFixture.batches(log.read(next, 500, Long.MAX_VALUE, true))) {
                assertThat(batch.hasValidCrc()).isTrue();
                if (!batch.isControl()) {
                    values.addAll(LogFixture.valuesOf(batch, next));
                }
                next = batch.nextOffset();
            }
        }
        return values;
    }

    private Map<String, byte[]> indexes() throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(temporary)) {
            for (Path file : files.toList()) {
                if (file.toString().endsWith("index") && !file.toString().endsWith("txnindex")) {
                    contents.put(temporary.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
        }
        return contents;
    }
}
