package dev.leat.broker.group;

import dev.leat.broker.partition.AppendRequest;
import dev.leat.broker.partition.AppendResult;
import dev.leat.broker.partition.Partition;
import dev.leat.controller.group.LogEvent;
import dev.leat.controller.group.StoredRecord;
import dev.leat.controller.group.api.StoredBatches;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.RecordBatch;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records of a coordinator on their way into its partition; tells the shard when the last batch has been settled. */
final class GroupAppend {
    private static final Logger LOG = LoggerFactory.getLogger(GroupAppend.class);

    private final GroupShard shard;
    private final Partition partition;
    private final long appendId;
    private final int leaderEpoch;
    private int missing;
    private long lastOffset = -1;
    private ErrorCode error = ErrorCode.NONE;

    GroupAppend(GroupShard shard, Partition partition, long appendId, int leaderEpoch) {
        this.shard = shard;
        this.partition = partition;
        this.appendId = appendId;
        this.leaderEpoch = leaderEpoch;
    }

    void start(List<StoredRecord> records, GroupServices services) {
        if (partition.role().leaderEpoch() != leaderEpoch) {
            shard.deliver(new LogEvent.AppendFailed(leaderEpoch, appendId, ErrorCode.NOT_LEADER_OR_FOLLOWER));
            return;
        }
        List<ByteBuf> batches = StoredBatches.build(
                records,
                Compression.NONE,
                partition.settings().log().segmentBytes(), // one batch, so that all is written or nothing
                services.wall().millis(),
                services.allocator());
        missing = batches.size();
        for (ByteBuf batch : batches) {
            partition.append(new AppendRequest(RecordBatch.at(batch, batch.readerIndex()), true, result -> {
                batch.release();
                settled(result);
            }));
        }
    }

    private void settled(AppendResult result) {
        if (result.error() == ErrorCode.NONE) {
            lastOffset = Math.max(lastOffset, result.lastOffset());
        } else {
            error = result.error();
        }
        if (--missing > 0) {
            return;
        }
        if (error == ErrorCode.NONE) {
            shard.deliver(new LogEvent.Appended(leaderEpoch, appendId, lastOffset));
        } else if (lastOffset < 0) {
            shard.deliver(new LogEvent.AppendFailed(leaderEpoch, appendId, error));
        } else {
            LOG.error("{}: only a part of append {} was written: {}", partition, appendId, error);
            partition.resign(ErrorCode.NOT_LEADER_OR_FOLLOWER); // a doubtful append must not pass for a failed one
        }
    }
}
