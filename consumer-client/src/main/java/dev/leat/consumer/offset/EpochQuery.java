package dev.leat.consumer.offset;

import dev.leat.client.net.Call;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.OffsetForLeaderEpochRequest;
import dev.leat.protocol.message.OffsetForLeaderEpochRequest.OffsetForLeaderPartition;
import dev.leat.protocol.message.OffsetForLeaderEpochRequest.OffsetForLeaderTopic;
import dev.leat.protocol.message.OffsetForLeaderEpochResponse;
import dev.leat.protocol.model.TopicPartition;
import java.util.List;

/** Asks a leader where an epoch ends in its log (KIP-320): an end before a position means that the log was truncated. */
public final class EpochQuery {
    private static final int CONSUMER = -1; // a client that is no replica

    private EpochQuery() {}

    /**
     * Where the leader's log leaves {@code position}'s epoch.
     *
     * @param error code of the answer, 0 for none
     * @param epoch the greatest epoch of the leader's log up to the one asked for, -1 if it has none
     * @param endOffset offset after its last record, -1 if it has none
     */
    public record EpochEnd(short error, int epoch, long endOffset) {}

    /** @param leaderEpoch the leader's own epoch as this client knows it */
    public static Call<EpochEnd> call(TopicPartition partition, Position position, int leaderEpoch) {
        OffsetForLeaderEpochRequest request = OffsetForLeaderEpochRequest.builder()
                .replicaId(CONSUMER)
                .topics(List.of(OffsetForLeaderTopic.builder()
                        .topic(partition.topic())
                        .partitions(List.of(OffsetForLeaderPartition.builder()
                                .partition(partition.partition())
                                .currentLeaderEpoch(leaderEpoch)
                                .leaderEpoch(position.epoch())
                                .build()))
                        .build()))
                .build();
        return new Call<>(
                ApiKey.OFFSET_FOR_LEADER_EPOCH,
                Short.MAX_VALUE,
                0,
                version -> request,
                answer -> read((OffsetForLeaderEpochResponse) answer));
    }

    private static EpochEnd read(OffsetForLeaderEpochResponse response) {
        OffsetForLeaderEpochResponse.EpochEndOffset end =
                response.topics().get(0).partitions().get(0);
        return new EpochEnd(end.errorCode(), end.leaderEpoch(), end.endOffset());
    }
}
