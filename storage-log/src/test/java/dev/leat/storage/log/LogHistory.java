package dev.leat.storage.log;

import static dev.leat.storage.log.TestBatches.aBatch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.SeededRandom;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.fs.simulated.FaultPlan;
import dev.leat.storage.fs.simulated.SimulatedDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A log directory with one log on a disk that loses power, beside a model of what must be in it. */
final class LogHistory {
    private static final TopicPartition PARTITION = new TopicPartition("history", 3);
    private static final Uuid TOPIC_ID = new Uuid(1, 2);

    private final SeededRandom random;
    private final SeededRandom chance;
    private final SimulatedDisk disk = new SimulatedDisk();
    private final LogConfig config;
    private final List<Appended> model = new ArrayList<>(); // all batches of the log, also below the log start
    private LogDirectory directory;
    private PartitionLog log;
    private long durableEnd;
    private long durableStart;
    private int epoch;
    private long nowMs = 1_000_000;
    private long counter;
    private int crashes;
    private int appended;

    /** A batch that was appended; {@code sequence} is -1 without a producer. */
    private record Appended(
            long baseOffset,
            long lastOffset,
            int epoch,
            long timestamp,
            List<String> values,
            long producer,
            int sequence) {}

    LogHistory(long seed) throws Exception {
        random = new SeededRandom(seed, "history");
        chance = new SeededRandom(seed, "disk");
        config = LogConfig.builder()
                .segmentBytes(600 + random.nextInt(3_000))
                .indexIntervalBytes(random.nextInt(600))
                .segmentIndexBytes(48 + random.nextInt(200))
                .retentionMs(-1)
                .retentionBytes(random.nextInt(2) == 0 ? -1 : 2_000 + random.nextInt(8_000))
                .build();
        directory = load();
        log = directory.create(PARTITION, TOPIC_ID, config, nowMs);
        log.flush(nowMs); // before, a power loss may take the directory itself
    }

    int crashes() {
        return crashes;
    }

    int appendedBatches() {
        return appended;
    }

    void step() throws Exception {
        nowMs += random.nextInt(1_000);
        int draw = random.nextInt(100);
        if (draw < 50) {
            append();
        } else if (draw < 65) {
            flush();
        } else if (draw < 72) {
            cut();
        } else if (draw < 75) {
            log.roll(nowMs);
        } else if (draw < 80) {
            log.deleteOldSegments(log.logEndOffset() - random.nextInt(4), nowMs).run();
            durableStart = Math.max(durableStart, log.firstSegmentOffset());
        } else if (draw < 83) {
            advanceLogStart();
        } else if (draw < 88) {
            restartAfterPowerLoss();
        } else if (draw < 90) {
            restartAfterKill();
        } else if (draw < 91) {
            restartAfterKillAmid();
        } else if (draw < 93) {
            restartInOrder();
        } else if (draw < 95) {
            log.beginEpoch(++epoch);
        } else {
            checkEverything();
        }
    }

    private void append() throws Exception {
        List<RecordBatch> batches = new ArrayList<>();
        List<Appended> expected = new ArrayList<>();
        long next = log.logEndOffset();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            long producer = random.nextInt(4) - 1L;
            int sequence = producer < 0 ? -1 : nextSequence(producer, expected);
            List<String> values = values();
            long timestamp = nowMs - random.nextInt(5_000);
            TestBatches batch = aBatch().at(timestamp);
            if (producer >= 0) {
                batch.from(producer, 0, sequence);
            }
            batches.add(batch.of(values.toArray(new String[0])));
            long last = next + values.size() - 1;
            expected.add(new Appended(next, last, epoch, timestamp, values, producer, sequence));
            next = last + 1;
        }
        List<AppendOutcome> outcomes = log.append(batches, epoch, nowMs);
        assertThat(outcomes).extracting(AppendOutcome::error).containsOnly(ErrorCode.NONE);
        assertThat(outcomes)
                .extracting(AppendOutcome::baseOffset)
                .isEqualTo(expected.stream().map(Appended::baseOffset).toList());
        assertThat(outcomes).extracting(AppendOutcome::duplicate).containsOnly(false);
        model.addAll(expected);
        appended += count;
    }

    private List<String> values() {
        List<String> values = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            values.add("v" + counter++ + "x".repeat(random.nextInt(60)));
        }
        return values;
    }

    private int nextSequence(long producer, List<Appended> pending) {
        List<Appended> all = new ArrayList<>(model);
        all.addAll(pending);
        Appended last = lastOf(producer, all);
        return last == null ? 0 : last.sequence() + last.values().size();
    }

    private static @Nullable Appended lastOf(long producer, List<Appended> batches) {
        for (int i = batches.size() - 1; i >= 0; i--) {
            if (batches.get(i).producer() == producer) {
                return batches.get(i);
            }
        }
        return null;
    }

    private void flush() throws Exception {
        if (random.nextInt(2) == 0) {
            log.flush(nowMs);
        } else {
            LogFlush flush = log.prepareFlush();
            flush.run();
            log.completeFlush(flush, nowMs);
        }
        if (random.nextInt(2) == 0) {
            directory.checkpointRecoveryPoints();
        }
        durableEnd = log.logEndOffset();
    }

    /** A follower learns that the log diverges from its leader's at a batch. */
    private void cut() throws Exception {
        if (model.isEmpty()) {
            return;
        }
        int index = Math.max(0, model.size() - 1 - random.nextInt(8));
        long offset = model.get(index).baseOffset();
        if (offset <= log.logStartOffset()) {
            return;
        }
        log.truncateTo(offset, nowMs);
        model.subList(index, model.size()).clear();
        durableEnd = Math.min(durableEnd, offset);
        log.beginEpoch(++epoch);
        assertThat(log.logEndOffset()).isEqualTo(offset);
    }

    private void advanceLogStart() throws Exception {
        long start = log.logStartOffset();
        log.advanceLogStart(start + random.nextInt((int) Math.min(20, log.logEndOffset() - start) + 1));
        if (random.nextInt(2) == 0) {
            directory.checkpointLogStarts();
            durableStart = Math.max(durableStart, log.logStartOffset());
        }
    }

    private LogDirectory load() throws Exception {
        return new LogDirectoryLoader(disk.root(), partition -> config, RecoveryListener.SILENT, nowMs)
                .load(Runnable::run);
    }

    private void open() throws Exception {
        directory = load();
        log = Objects.requireNonNull(directory.log(PARTITION));
    }

    private void restartAfterPowerLoss() throws Exception {
        crashes++;
        long endBefore = log.logEndOffset();
        long startBefore = log.logStartOffset();
        disk.crash(chance);
        open();
        assertThat(log.logEndOffset()).isBetween(durableEnd, endBefore);
        assertThat(log.logStartOffset()).isBetween(Math.min(durableStart, startBefore), startBefore);
        assertThat(directory.topicId(PARTITION)).isEqualTo(TOPIC_ID);
        forgetFrom(log.logEndOffset());
        checkEverything();
    }

    private void restartAfterKill() throws Exception {
        crashes++;
        long endBefore = log.logEndOffset();
        disk.kill();
        open();
        assertThat(log.logEndOffset()).isEqualTo(endBefore);
        checkEverything();
    }

    /** The process dies within an append, a flush or a roll: what it has not asked the disk for is not done. */
    private void restartAfterKillAmid() throws Exception {
        crashes++;
        long endBefore = log.logEndOffset();
        int left = random.nextInt(8);
        int[] asked = {0};
        disk.setFaults((operation, path) -> {
            if (asked[0]++ < left) {
                return null;
            }
            disk.kill();
            return "killed";
        });
        List<RecordBatch> batches = List.of(aBatch().at(nowMs).of(values().toArray(new String[0])));
        try {
            switch (random.nextInt(3)) {
                case 0 -> log.append(batches, epoch, nowMs);
                case 1 -> log.flush(nowMs);
                default -> log.roll(nowMs);
            }
        } catch (StorageException killed) {
            assertThat(asked[0]).isGreaterThan(left);
        }
        disk.setFaults(FaultPlan.NONE);
        disk.kill();
        open();
        assertThat(log.logEndOffset()).isGreaterThanOrEqualTo(endBefore);
        log.truncateTo(endBefore, nowMs);
        durableEnd = Math.min(durableEnd, endBefore);
        checkEverything();
    }

    void restartInOrder() throws Exception {
        long endBefore = log.logEndOffset();
        long startBefore = log.logStartOffset();
        directory.close(7, nowMs);
        durableEnd = endBefore;
        durableStart = startBefore;
        if (random.nextInt(2) == 0) {
            disk.crash(chance);
        }
        open();
        assertThat(directory.cleanShutdownEpoch()).isEqualTo(7);
        assertThat(log.logEndOffset()).isEqualTo(endBefore);
        assertThat(log.logStartOffset()).isEqualTo(startBefore);
        checkEverything();
    }

    /** The log ends between two batches, unless a durable log start lies within one that was lost. */
    private void forgetFrom(long endOffset) {
        model.removeIf(batch -> batch.lastOffset() >= endOffset);
        long modelEnd = model.isEmpty() ? 0 : model.get(model.size() - 1).lastOffset() + 1;
        assertThat(endOffset == modelEnd || endOffset == log.logStartOffset()).isTrue();
    }

    void checkEverything() throws Exception {
        long start = log.logStartOffset();
        for (Appended batch : model) {
            for (long offset = Math.max(start, batch.baseOffset()); offset <= batch.lastOffset(); offset++) {
                checkRead(batch, offset);
            }
        }
        checkTimes();
        checkProducers();
    }

    private void checkRead(Appended batch, long offset) throws Exception {
        long end = offset + 1 + random.nextInt(30);
        List<RecordBatch> found = LogFixture.batches(log.read(offset, random.nextInt(2_000), log.logEndOffset(), true));
        RecordBatch first = found.get(0);
        assertThat(first.baseOffset()).isEqualTo(batch.baseOffset());
        assertThat(LogFixture.valuesOf(first, first.baseOffset())).isEqualTo(batch.values());
        assertThat(first.partitionLeaderEpoch()).isEqualTo(batch.epoch());
        assertThat(log.epochs().epochAt(offset)).isEqualTo(batch.epoch());
        for (RecordBatch bounded : LogFixture.batches(log.read(offset, 2_000, end, true))) {
            assertThat(bounded.lastOffset()).isLessThan(Math.max(end, first.nextOffset()));
        }
    }

    private void checkTimes() throws Exception {
        if (model.isEmpty()) {
            return;
        }
        long wanted = model.get(random.nextInt(model.size())).timestamp() - 1 + random.nextInt(3);
        long start = log.logStartOffset();
        TimestampedOffset expected = null;
        for (Appended batch : model) {
            for (int i = 0; i < batch.values().size() && expected == null; i++) {
                long offset = batch.baseOffset() + i;
                if (offset >= start && batch.timestamp() + i >= wanted) {
                    expected = new TimestampedOffset(offset, batch.timestamp() + i, batch.epoch());
                }
            }
        }
        assertThat(log.offsetForTimestamp(wanted, Long.MAX_VALUE)).isEqualTo(expected);
    }

    /** The last batch of each producer, sent again, is known; what does not follow it is refused. */
    private void checkProducers() throws Exception {
        long end = log.logEndOffset();
        for (long producer = 0; producer < 3; producer++) {
            Appended last = lastOf(producer, model);
            if (last == null || last.baseOffset() < log.logStartOffset()) {
                continue;
            }
            RecordBatch again = aBatch().at(last.timestamp())
                    .from(producer, 0, last.sequence())
                    .of(last.values().toArray(new String[0]));
            RecordBatch gap = aBatch().from(
                            producer, 0, last.sequence() + last.values().size() + 1)
                    .of("gap");
            List<AppendOutcome> outcomes = log.append(List.of(again, gap), epoch, nowMs);
            assertThat(outcomes.get(0).duplicate()).isTrue();
            assertThat(outcomes.get(0).baseOffset()).isEqualTo(last.baseOffset());
            assertThat(outcomes.get(1).error()).isEqualTo(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        }
        assertThat(log.logEndOffset()).isEqualTo(end);
        assertThat(Objects.requireNonNull(directory.log(PARTITION))).isSameAs(log);
    }
}
