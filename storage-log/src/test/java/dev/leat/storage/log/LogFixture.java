package dev.leat.storage.log;

import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.record.DecompressionLimit;
import dev.leat.protocol.record.Record;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.protocol.record.RecordBatches;
import dev.leat.protocol.record.RecordReader;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.simulated.SimulatedDisk;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A log on a simulated disk, opened anew at will. */
final class LogFixture {
    static final TopicPartition PARTITION = new TopicPartition("orders", 0);

    final SimulatedDisk disk = new SimulatedDisk();
    long nowMs = 10_000;
    LogConfig config = LogConfig.DEFAULTS;
    PartitionLog log;

    LogFixture(LogConfig config) throws Exception {
        this.config = config;
        this.log = open(new LogLoader.Past(false, false, 0, 0));
    }

    static LogFixture aLog() throws Exception {
        return new LogFixture(LogConfig.DEFAULTS);
    }

    PartitionLog open(LogLoader.Past past) throws Exception {
        log = new LogLoader(PARTITION, dir(), config, past, RecoveryListener.SILENT, nowMs).load(() -> {});
        return log;
    }

    Dir dir() throws Exception {
        return disk.root().directory("orders-0");
    }

    List<AppendOutcome> append(RecordBatch... batches) throws Exception {
        return log.append(Arrays.asList(batches), 0, nowMs);
    }

    AppendOutcome append(RecordBatch batch) throws Exception {
        return log.append(List.of(batch), 0, nowMs).get(0);
    }

    /** Values from {@code offset} on, as a consumer would see them. */
    List<String> valuesFrom(long offset) throws Exception {
        List<String> values = new ArrayList<>();
        long next = offset;
        while (next < log.logEndOffset()) {
            LogRead read = log.read(next, 1, Long.MAX_VALUE, true);
            for (RecordBatch batch : batches(read)) {
                values.addAll(valuesOf(batch, next));
                next = batch.nextOffset();
            }
        }
        return values;
    }

    /** The whole batches of a read, which is released. */
    static List<RecordBatch> batches(LogRead read) throws Exception {
        List<RecordBatch> batches = new ArrayList<>();
        if (read.records() != null) {
            ByteBuf bytes = Unpooled.buffer();
            read.records().readInto(bytes);
            read.records().release();
            RecordBatches.over(bytes).forEach(batches::add);
        }
        return batches;
    }

    static List<String> valuesOf(RecordBatch batch, long fromOffset) throws Exception {
        List<String> values = new ArrayList<>();
        try (RecordReader records = batch.records(DecompressionLimit.DEFAULT)) {
            for (Record record = records.next(); record != null; record = records.next()) {
                if (record.offset() >= fromOffset) {
                    values.add(Objects.requireNonNull(record.value()).toString(StandardCharsets.UTF_8));
                }
            }
        }
        return values;
    }
}
