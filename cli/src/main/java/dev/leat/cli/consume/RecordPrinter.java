package dev.leat.cli.consume;

import dev.leat.cli.output.CliFailure;
import dev.leat.cli.output.CommandName;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.record.CorruptBatchException;
import dev.leat.protocol.record.DecompressionLimit;
import dev.leat.protocol.record.Record;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.protocol.record.RecordBatches;
import dev.leat.protocol.record.RecordReader;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Writes fetched records until a given number is reached. Main thread only. */
final class RecordPrinter {
    private final RecordFormat format;
    private final OutputStream out;
    private final long limit;
    private long count;

    /** @param limit how many records to write at most */
    RecordPrinter(RecordFormat format, OutputStream out, long limit) {
        this.format = format;
        this.out = out;
        this.limit = limit;
    }

    boolean isFull() {
        return count >= limit;
    }

    long count() {
        return count;
    }

    /**
     * Writes the records of {@code fetched} from offset {@code position} on: a batch may begin before it.
     *
     * @return the next offset to write
     */
    long print(Fetched fetched, long position) throws IOException {
        long next = position;
        for (RecordBatch batch : RecordBatches.over(fetched.records())) {
            if (isFull()) {
                return next;
            }
            if (batch.nextOffset() > next) {
                next = batch.isControl() ? batch.nextOffset() : print(fetched, batch, next);
            }
        }
        return next;
    }

    private long print(Fetched fetched, RecordBatch batch, long position) throws IOException {
        if (!batch.hasValidCrc()) {
            throw damaged(fetched, batch, null);
        }
        try (RecordReader records = batch.records(DecompressionLimit.DEFAULT)) {
            for (Record record = records.next(); record != null; record = records.next()) {
                if (record.offset() < position) {
                    continue;
                }
                if (isFull()) {
                    return record.offset();
                }
                format.write(fetched.partition().topic(), fetched.partition().partition(), record, out);
                count++;
            }
        } catch (CorruptBatchException corrupt) {
            throw damaged(fetched, batch, corrupt);
        }
        return batch.nextOffset();
    }

    private static CliFailure damaged(Fetched fetched, RecordBatch batch, @Nullable Exception cause) {
        return new CliFailure(
                "the records of " + fetched.partition() + " from offset " + batch.baseOffset() + " are damaged",
                ErrorCode.CORRUPT_MESSAGE,
                "the broker's disk or memory changed them: their checksum does not fit",
                CommandName.with("consume " + fetched.partition().topic() + " --partition "
                        + fetched.partition().partition() + " --from " + batch.nextOffset()),
                cause);
    }
}
