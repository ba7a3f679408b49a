package dev.leat.storage.log;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.producer.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Adds batches to a log: numbered here when it leads, as they come when it follows. Writer only. */
final class LogAppender {
    private final LogState log;

    LogAppender(LogState log) {
        this.log = log;
    }

    /** As {@link PartitionLog#append}. */
    List<AppendOutcome> append(List<RecordBatch> batches, int leaderEpoch, long nowMs) throws StorageException {
        log.beginEpoch(leaderEpoch, log.logEndOffset());
        List<AppendOutcome> outcomes = new ArrayList<>(batches.size());
        AppendRun run = new AppendRun(log, nowMs);
        for (RecordBatch batch : batches) {
            outcomes.add(judge(batch, leaderEpoch, run));
        }
        run.write();
        return outcomes;
    }

    private AppendOutcome judge(RecordBatch batch, int leaderEpoch, AppendRun run) throws StorageException {
        Verdict verdict = log.producers.states().judge(batch);
        if (verdict instanceof Verdict.Duplicate duplicate) {
            return AppendOutcome.duplicate(duplicate.original(), batch);
        }
        if (verdict instanceof Verdict.Refused refused) {
            return AppendOutcome.refused(refused.error(), refused.reason());
        }
        if (batch.sizeInBytes() > log.config().segmentBytes()) {
            return AppendOutcome.refused(
                    ErrorCode.RECORD_LIST_TOO_LARGE,
                    batch.sizeInBytes() + " bytes do not fit into a segment of "
                            + log.config().segmentBytes());
        }
        batch.assign(run.nextOffset(), leaderEpoch);
        run.add(batch);
        return AppendOutcome.appended(batch);
    }

    /** As {@link PartitionLog#appendAsFollower}. */
    void appendAsFollower(List<RecordBatch> batches, long nowMs) throws StorageException {
        AppendRun run = new AppendRun(log, nowMs);
        for (RecordBatch batch : batches) {
            log.beginEpoch(batch.partitionLeaderEpoch(), batch.baseOffset());
            run.add(batch);
        }
        run.write();
    }
}
