package dev.leat.broker.request.log;

import dev.leat.broker.partition.Partition;
import dev.leat.broker.partition.PartitionRole;
import dev.leat.broker.partition.Partitions;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ListOffsetsRequest;
import dev.leat.protocol.message.ListOffsetsResponse;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.log.PartitionLog;
import dev.leat.storage.log.TimestampedOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** ListOffsets: the offset that belongs to a time, or to one of the ends of the log. */
public final class ListOffsetsHandler implements ApiHandler<ListOffsetsRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(ListOffsetsHandler.class);
    private static final long LATEST = -1;
    private static final long EARLIEST = -2;
    private static final long MAX_TIMESTAMP = -3; // KIP-734
    private static final long EARLIEST_LOCAL = -4; // KIP-405; everything is local
    private static final long LATEST_TIERED = -5; // KIP-1005; nothing is tiered
    private static final long EARLIEST_PENDING_UPLOAD = -6; // KIP-1023; nothing is uploaded
    private static final byte READ_COMMITTED = 1;
    private static final int CONSUMER = -1;
    private static final int FIRST_VERSION_WITH_EPOCH = 4;

    private final Partitions partitions;

    public ListOffsetsHandler(Partitions partitions) {
        this.partitions = partitions;
    }

    @Override
    public ApiKey key() {
        return ApiKey.LIST_OFFSETS;
    }

    @Override
    public void handle(ListOffsetsRequest request, RequestContext context) {
        context.reply(ListOffsetsResponse.builder()
                .topics(request.topics().stream()
                        .map(topic -> answer(topic, request, context.version()))
                        .toList())
                .build());
    }

    private ListOffsetsResponse.ListOffsetsTopicResponse answer(
            ListOffsetsRequest.ListOffsetsTopic topic, ListOffsetsRequest request, short version) {
        List<ListOffsetsResponse.ListOffsetsPartitionResponse> found = topic.partitions().stream()
                .map(asked -> answer(topic.name(), asked, request, version))
                .toList();
        return ListOffsetsResponse.ListOffsetsTopicResponse.builder()
                .name(topic.name())
                .partitions(found)
                .build();
    }

    private ListOffsetsResponse.ListOffsetsPartitionResponse answer(
            String topic, ListOffsetsRequest.ListOffsetsPartition asked, ListOffsetsRequest request, short version) {
        Partitions.Found found = partitions.find(topic, asked.partitionIndex());
        Partition partition = found.partition();
        if (partition == null) {
            return failure(asked, found.error());
        }
        PartitionRole role = partition.role();
        PartitionLog log = role.log();
        ErrorCode error = role.errorFor(asked.currentLeaderEpoch());
        if (error != ErrorCode.NONE || log == null) {
            return failure(asked, error);
        }
        try {
            return success(asked, lookUp(asked.timestamp(), log, end(partition, log, request)), version);
        } catch (StorageException e) {
            LOG.error("{} cannot be searched", partition, e);
            return failure(asked, ErrorCode.KAFKA_STORAGE_ERROR);
        }
    }

    private static long end(Partition partition, PartitionLog log, ListOffsetsRequest request) {
        if (request.replicaId() != CONSUMER) {
            return log.logEndOffset();
        }
        return request.isolationLevel() == READ_COMMITTED
                ? log.lastStableOffset(partition.highWatermark())
                : partition.highWatermark();
    }

    /** The offset for {@code timestamp}, or null if there is none below {@code end}. */
    private static @Nullable TimestampedOffset lookUp(long timestamp, PartitionLog log, long end)
            throws StorageException {
        if (timestamp == LATEST) {
            return new TimestampedOffset(end, -1, log.latestEpoch());
        }
        if (timestamp == EARLIEST || timestamp == EARLIEST_LOCAL) {
            long start = log.logStartOffset();
            return new TimestampedOffset(start, -1, log.epochs().epochAt(start));
        }
        if (timestamp == MAX_TIMESTAMP) {
            return log.offsetOfMaxTimestamp(end);
        }
        if (timestamp == LATEST_TIERED || timestamp == EARLIEST_PENDING_UPLOAD) {
            return null;
        }
        return log.offsetForTimestamp(timestamp, end);
    }

    private static ListOffsetsResponse.ListOffsetsPartitionResponse success(
            ListOffsetsRequest.ListOffsetsPartition asked, @Nullable TimestampedOffset found, short version) {
        var answer = ListOffsetsResponse.ListOffsetsPartitionResponse.builder().partitionIndex(asked.partitionIndex());
        return found == null
                ? answer.build()
                : answer.offset(found.offset())
                        .timestamp(found.timestampMs())
                        .leaderEpoch(version < FIRST_VERSION_WITH_EPOCH ? -1 : found.leaderEpoch())
                        .build();
    }

    private static ListOffsetsResponse.ListOffsetsPartitionResponse failure(
            ListOffsetsRequest.ListOffsetsPartition asked, ErrorCode error) {
        return ListOffsetsResponse.ListOffsetsPartitionResponse.builder()
                .partitionIndex(asked.partitionIndex())
                .errorCode(error.code())
                .build();
    }
}
