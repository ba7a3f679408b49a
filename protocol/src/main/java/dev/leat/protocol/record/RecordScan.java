package dev.leat.protocol.record;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.record.ValidationOutcome.Refused;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pass over the records of a batch, holding each to the rules of its topic. Used once, by one thread. */
final class RecordScan {
    private static final String KEY_MISSING = "a record of a compacted topic needs a key";

    private final RecordBatch batch;
    private final ValidationRules rules;
    private final boolean createTime;
    private final long oldest;
    private final long newest;

    private @Nullable List<RecordError> errors;
    private boolean timestampRefused;
    private int errorCount;
    private long maxTimestamp = RecordBatch.NO_TIMESTAMP;
    private boolean consecutive = true;

    RecordScan(RecordBatch batch, ValidationRules rules, long nowMs) {
        this.batch = batch;
        this.rules = rules;
        this.createTime = rules.timestampType() == TimestampType.CREATE_TIME;
        this.oldest = nowMs - rules.timestampBeforeMaxMs();
        long room = Long.MAX_VALUE - nowMs;
        this.newest = rules.timestampAfterMaxMs() > room ? Long.MAX_VALUE : nowMs + rules.timestampAfterMaxMs();
    }

    /** Reads all records; fails if they are malformed or do not fill the batch exactly. */
    RecordScan run(DecompressionBudget budget) throws CorruptBatchException {
        boolean compressed = batch.compression() != CompressionType.NONE;
        int maxRecordBytes = compressed ? rules.decompression().maxRecordBytes() : Integer.MAX_VALUE;
        int count = batch.recordCount();
        long baseTimestamp = batch.baseTimestamp();
        try (RecordInput in = RecordInput.of(batch, rules.decompression(), budget)) {
            RecordSkimmer record = new RecordSkimmer(in, maxRecordBytes);
            for (int i = 0; i < count; i++) {
                record.next();
                consecutive &= record.offsetDelta == i;
                check(i, record.hasKey, baseTimestamp + record.timestampDelta);
            }
            if (!in.isAtEnd()) {
                throw new CorruptBatchException("bytes follow the last record");
            }
        }
        return this;
    }

    private void check(int index, boolean hasKey, long timestamp) {
        maxTimestamp = Math.max(maxTimestamp, timestamp);
        if (rules.compacted() && !hasKey) {
            refuse(index, KEY_MISSING);
        } else if (createTime && (timestamp < oldest || timestamp > newest) && timestamp != RecordBatch.NO_TIMESTAMP) {
            timestampRefused = true;
            refuse(index, "timestamp " + timestamp + " is outside of " + oldest + " to " + newest);
        }
    }

    private void refuse(int index, String message) {
        errorCount++;
        if (errors == null) {
            errors = new ArrayList<>();
        }
        if (errors.size() < BatchValidator.MAX_RECORD_ERRORS) {
            errors.add(new RecordError(index, message));
        }
    }

    /** Null if every record is fine. One bad timestamp makes the whole refusal one of timestamps, as clients expect. */
    @Nullable
    Refused refusal() {
        if (errors == null) {
            return null;
        }
        ErrorCode error = timestampRefused ? ErrorCode.INVALID_TIMESTAMP : ErrorCode.INVALID_RECORD;
        return new Refused(
                error,
                errorCount + " records refused, the first: " + errors.get(0).message(),
                errors,
                false);
    }

    /** Greatest time the producer gave a record, {@link RecordBatch#NO_TIMESTAMP} if none. */
    long maxTimestamp() {
        return maxTimestamp;
    }

    /** Whether the offset deltas count up from 0 by one. */
    boolean isConsecutive() {
        return consecutive;
    }
}
