package dev.leat.client.admin;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.PartitionView;
import dev.leat.client.net.Call;
import dev.leat.protocol.message.ListOffsetsRequest;
import dev.leat.protocol.message.ListOffsetsResponse;
import dev.leat.protocol.model.TopicPartition;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Finds offsets: the first, the next to be written, or the first at or after a time. */
public final class OffsetAdmin {
    /** Asks for the next offset to be written that consumers may see (the high watermark). */
    public static final long LATEST = -1;
    /** Asks for the first offset that is still there. */
    public static final long EARLIEST = -2;
    /** What a time later than every record gives. */
    public static final long NONE = -1;

    private static final int CONSUMER = -1; // a client that is no replica

    private final Cluster cluster;
    private final long timeoutMs;

    /**
     * @param timeoutMs how long retriable failures are retried, in ms
     */
    public OffsetAdmin(Cluster cluster, long timeoutMs) {
        this.cluster = cluster;
        this.timeoutMs = timeoutMs;
    }

    /**
     * The offset of {@code partition} at {@code timestamp}.
     *
     * @param timestamp ms since 1970, {@link #LATEST} or {@link #EARLIEST}
     * @return the first offset whose record is not older, or {@link #NONE}
     */
    public CompletableFuture<Long> offsetAt(TopicPartition partition, long timestamp) {
        return cluster.retrying(
                () -> cluster.leaderOf(partition)
                        .thenCompose(leader -> cluster.toLeader(partition, call(partition, leader, timestamp))),
                timeoutMs);
    }

    private static Call<Long> call(TopicPartition partition, PartitionView leader, long timestamp) {
        ListOffsetsRequest request = ListOffsetsRequest.builder()
                .replicaId(CONSUMER)
                .topics(List.of(ListOffsetsRequest.ListOffsetsTopic.builder()
                        .name(partition.topic())
                        .partitions(List.of(ListOffsetsRequest.ListOffsetsPartition.builder()
                                .partitionIndex(partition.partition())
                                .currentLeaderEpoch(leader.leaderEpoch())
                                .timestamp(timestamp)
                                .build()))
                        .build()))
                .build();
        return Call.of(request, ListOffsetsResponse.class).then(answer -> offset(partition, answer));
    }

    private static Long offset(TopicPartition partition, ListOffsetsResponse response) {
        ListOffsetsResponse.ListOffsetsPartitionResponse found =
                response.topics().get(0).partitions().get(0);
        ClientErrors.check(found.errorCode(), "looking for an offset of " + partition, null);
        return found.offset();
    }
}
