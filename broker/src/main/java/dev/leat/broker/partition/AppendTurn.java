package dev.leat.broker.partition;

import dev.leat.broker.lane.Lane;
import dev.leat.broker.metrics.Counters;
import dev.leat.broker.metrics.Limit;
import dev.leat.broker.metrics.PartitionMetric;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.log.AppendOutcome;
import dev.leat.storage.log.PartitionLog;
import java.util.ArrayList;
import java.util.List;

/** The appends that reach one partition within one turn of its lane: written together, then answered. Lane only. */
final class AppendTurn implements Lane.TurnEnd {
    private final Partition partition;
    private List<AppendRequest> requests = new ArrayList<>();
    private final List<RecordBatch> batches = new ArrayList<>();

    AppendTurn(Partition partition) {
        this.partition = partition;
    }

    /** Returns whether it is the first of its turn. */
    boolean add(AppendRequest request) {
        requests.add(request);
        batches.add(request.batch());
        return requests.size() == 1;
    }

    @Override
    public void run() {
        PartitionLog log = partition.role().log();
        if (requests.isEmpty() || log == null) {
            return; // resigned within the turn, and all were told
        }
        List<AppendRequest> written = requests;
        try {
            PartitionRole role = partition.role();
            long crowdedOut = log.crowdedOutProducers();
            List<AppendOutcome> outcomes = log.append(
                    batches, role.leaderEpoch(), partition.services().clock().millis());
            partition.services().limits().add(Limit.PRODUCERS, log.crowdedOutProducers() - crowdedOut);
            flushIfAsked(log);
            partition.services().counts().increment(PartitionMetric.APPEND_WRITES);
            requests = new ArrayList<>();
            batches.clear();
            partition.grew(log);
            settle(written, outcomes, log);
            partition.announce(log);
        } catch (StorageException e) {
            partition.failed(e); // answers the requests too
        } catch (RuntimeException | Error bug) {
            partition.resign(ErrorCode.KAFKA_STORAGE_ERROR); // so that nobody waits for ever
            throw bug;
        }
    }

    /** A topic with flush.messages wants its records on disk before they are acknowledged. */
    private void flushIfAsked(PartitionLog log) throws StorageException {
        if (log.config().flushMessages() == Long.MAX_VALUE) {
            return;
        }
        partition.lane().mayBlock();
        long nowMs = partition.services().clock().millis();
        if (log.flushDue(nowMs)) {
            log.flush(nowMs);
        }
    }

    private void settle(List<AppendRequest> written, List<AppendOutcome> outcomes, PartitionLog log) {
        for (int i = 0; i < written.size(); i++) {
            count(written.get(i).batch(), outcomes.get(i));
            partition.settle(written.get(i), resultOf(outcomes.get(i), log));
        }
    }

    private void count(RecordBatch batch, AppendOutcome outcome) {
        Counters<PartitionMetric> counts = partition.services().counts();
        if (outcome.error() != ErrorCode.NONE) {
            counts.increment(PartitionMetric.BATCHES_REJECTED);
        } else if (outcome.duplicate()) {
            counts.increment(PartitionMetric.BATCHES_DUPLICATE);
        } else {
            counts.increment(PartitionMetric.BATCHES_APPENDED);
            counts.add(PartitionMetric.RECORDS_APPENDED, batch.recordCount());
            counts.add(PartitionMetric.BYTES_APPENDED, batch.sizeInBytes());
        }
    }

    private static AppendResult resultOf(AppendOutcome outcome, PartitionLog log) {
        return outcome.error() == ErrorCode.NONE
                ? new AppendResult(
                        ErrorCode.NONE,
                        outcome.baseOffset(),
                        outcome.lastOffset(),
                        outcome.logAppendTimeMs(),
                        log.logStartOffset())
                : AppendResult.refused(outcome.error());
    }

    void failAll(ErrorCode error) {
        List<AppendRequest> failed = requests;
        requests = new ArrayList<>();
        batches.clear();
        failed.forEach(request -> request.listener().appended(AppendResult.refused(error)));
    }
}
