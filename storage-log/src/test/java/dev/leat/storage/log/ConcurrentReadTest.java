package dev.leat.storage.log;

import static dev.leat.storage.log.TestBatches.aBatch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.storage.fs.DiskDir;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers on other threads see whole batches in order while the writer appends, rolls and deletes. */
class ConcurrentReadTest {
    private static final int BATCHES = 20_000;

    @TempDir
    Path temporary;

    @Test
    void shouldReadWhileTheWriterAppendsRollsAndDeletes() throws Exception {
        LogConfig config = LogConfig.builder()
                .segmentBytes(100_000)
                .indexIntervalBytes(500)
                .retentionBytes(300_000)
                .build();
        LogDirectory directory = new LogDirectoryLoader(
                        DiskDir.at(temporary), partition -> config, RecoveryListener.SILENT, 0)
                .load(Runnable::run);
        PartitionLog log = directory.create(new TopicPartition("shared", 0), new Uuid(1, 1), config, 0);
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong sightings = new AtomicLong();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> results = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                int behind = reader * 700;
                results.add(readers.submit(() -> {
                    follow(log, behind, done, sightings);
                    return null;
                }));
            }
            for (int i = 0; i < BATCHES; i++) {
                log.append(List.of(aBatch().of("value " + i, "x".repeat(i % 50))), 0, 0);
                if (i % 500 == 0) {
                    log.deleteOldSegments(log.logEndOffset(), 0).run();
                }
            }
            done.set(true);
            for (Future<?> result : results) {
                result.get();
            }
        } finally {
            readers.shutdownNow();
        }
        assertThat(sightings.get()).isGreaterThan(1_000);
        directory.close(-1, 0);
    }

    private static void follow(PartitionLog log, int behind, AtomicBoolean done, AtomicLong sightings)
            throws Exception {
        long next = 0;
        while (!done.get()) {
            long end = Math.max(0, log.logEndOffset() - behind);
            end -= end % 2;
            LogRead read = log.read(next, 3_000, end, true);
            if (!read.inRange()) {
                next = read.logStartOffset();
                continue;
            }
            for (RecordBatch batch : LogFixture.batches(read)) {
                assertThat(batch.hasValidCrc()).isTrue();
                assertThat(batch.nextOffset()).isLessThanOrEqualTo(end);
                assertThat(batch.baseOffset()).isEqualTo(next);
                next = batch.nextOffset();
                sightings.incrementAndGet();
            }
        }
    }
}
