package dev.leat.broker.group;

import dev.leat.broker.partition.Partition;
import dev.leat.controller.group.LogEvent;
import dev.leat.controller.group.StoredRecord;
import dev.leat.controller.group.api.StoredBatches;
import dev.leat.protocol.record.CorruptBatchException;
import dev.leat.protocol.record.DecompressionLimit;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.protocol.record.RecordBatches;
import dev.leat.protocol.wire.MalformedMessageException;
import dev.leat.storage.fs.FileSlice;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.log.LogRead;
import dev.leat.storage.log.PartitionLog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a partition of {@code __consumer_offsets} back into its coordinator, a piece per turn of the lane, so that the
 * lane's other partitions go on meanwhile.
 */
final class GroupLoading {
    private static final Logger LOG = LoggerFactory.getLogger(GroupLoading.class);
    private static final int PIECE_BYTES = 1 << 20;
    private static final long RETRY_MS = 10;

    private final GroupShard shard;
    private final Partition partition;
    private final PartitionLog log;
    private final int leaderEpoch;
    private final ByteBufAllocator allocator;
    private final long endOffset;
    private long nextOffset;

    GroupLoading(GroupShard shard, Partition partition, PartitionLog log, int leaderEpoch, ByteBufAllocator allocator) {
        this.shard = shard;
        this.partition = partition;
        this.log = log;
        this.leaderEpoch = leaderEpoch;
        this.allocator = allocator;
        this.endOffset = log.logEndOffset();
        this.nextOffset = log.logStartOffset();
    }

    void start() {
        goOn();
    }

    private void goOn() {
        if (partition.role().leaderEpoch() > leaderEpoch) {
            return; // a later term loads for itself
        }
        if (nextOffset >= endOffset) {
            shard.deliver(new LogEvent.Loaded(leaderEpoch));
            return;
        }
        try {
            loadPiece();
            goOnLater();
        } catch (StorageException e) {
            LOG.error("{} cannot be loaded at {}", partition, nextOffset, e);
            partition.failed(e);
        }
    }

    private void goOnLater() {
        try {
            partition.lane().executeSlow(this::goOn);
        } catch (RejectedExecutionException busy) {
            partition.lane().schedule(RETRY_MS, this::goOn);
        }
    }

    private void loadPiece() throws StorageException {
        LogRead read = log.read(nextOffset, PIECE_BYTES, endOffset, true);
        FileSlice slice = read.records();
        if (slice == null) {
            throw new StorageException("read", partition.toString(), "", "nothing at offset " + nextOffset, null);
        }
        ByteBuf piece = allocator.buffer(slice.sizeInBytes());
        try {
            slice.readInto(piece);
            List<StoredRecord> records = new ArrayList<>();
            for (RecordBatch batch : RecordBatches.over(piece)) {
                records.addAll(recordsOf(batch));
                nextOffset = batch.nextOffset();
            }
            shard.deliver(new LogEvent.Load(leaderEpoch, records));
        } finally {
            piece.release();
            slice.release();
        }
    }

    private List<StoredRecord> recordsOf(RecordBatch batch) {
        try {
            return StoredBatches.read(batch, DecompressionLimit.DEFAULT);
        } catch (CorruptBatchException | MalformedMessageException e) {
            LOG.error(
                    "{} holds a batch at {} that is no group data; it is passed over",
                    partition,
                    batch.baseOffset(),
                    e);
            return List.of();
        }
    }
}
