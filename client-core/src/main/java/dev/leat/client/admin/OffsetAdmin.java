package dev.leat.client.admin;

import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.PartitionView;
import dev.leat.client.net.Call;
import dev.leat.protocol.message.DeleteRecordsRequest;
import dev.leat.protocol.message.DeleteRecordsResponse;
import dev.leat.protocol.message.ListOffsetsRequest;
import dev.leat.protocol.message.ListOffsetsResponse;
import dev.leat.protocol.message.OffsetForLeaderEpochRequest;
import dev.leat.protocol.message.OffsetForLeaderEpochResponse;
import dev.leat.protocol.model.TopicPartition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Finds offsets (the first, the next to be written, the first at or after a time) and deletes records before them. */
public final class OffsetAdmin {
    /** Asks for the next offset to be written that consumers may see (the high watermark). */
    public static final long LATEST = -1;
    /** Asks for the first offset that is still there. */
    public static final long EARLIEST = -2;
    /** Asks for the offset with the greatest timestamp (KIP-734). */
    public static final long GREATEST_TIMESTAMP = -3;
    /** What a time later than every record gives. */
    public static final long NONE = -1;

    private static final int CONSUMER = -1; // a client that is no replica
    private static final int UNKNOWN_EPOCH = -1;

    private final Cluster cluster;
    private final Batches batches;
    private final int timeoutMs;

    /**
     * @param timeoutMs how long retriable failures are retried, in ms
     */
    public OffsetAdmin(Cluster cluster, long timeoutMs) {
        this.cluster = cluster;
        this.timeoutMs = (int) Math.min(Integer.MAX_VALUE, timeoutMs);
        batches = new Batches(cluster, timeoutMs);
    }

    /**
     * An offset that was asked for.
     *
     * @param offset {@link #NONE} if there is no such record
     * @param timestamp of that record, in ms since 1970; -1 if it was not asked by time
     * @param leaderEpoch of that record, -1 if the broker does not tell
     */
    public record FoundOffset(long offset, long timestamp, int leaderEpoch) {}

    /**
     * Where the records of a leader epoch end (KIP-320).
     *
     * @param leaderEpoch the greatest that is not above the one asked for; -1 if there is none
     * @param endOffset the offset behind its last record; -1 if there is none
     */
    public record EpochEnd(int leaderEpoch, long endOffset) {}

    /**
     * The offset of each partition at its timestamp.
     *
     * @param timestamps ms since 1970, {@link #LATEST}, {@link #EARLIEST} or {@link #GREATEST_TIMESTAMP}
     * @param readCommitted whether {@link #LATEST} stands for the last stable offset, before open transactions (KIP-98)
     */
    public CompletableFuture<Results<TopicPartition, FoundOffset>> list(
            Map<TopicPartition, Long> timestamps, boolean readCommitted) {
        return batches.run(
                timestamps.keySet(),
                Routing.toLeaders(),
                partitions -> Call.of(listing(partitions, timestamps, readCommitted), ListOffsetsResponse.class)
                        .then(OffsetAdmin::found));
    }

    private ListOffsetsRequest listing(
            List<TopicPartition> partitions, Map<TopicPartition, Long> timestamps, boolean readCommitted) {
        return ListOffsetsRequest.builder()
                .replicaId(CONSUMER)
                .isolationLevel((byte) (readCommitted ? 1 : 0))
                .timeoutMs(timeoutMs)
                .topics(ByTopic.group(
                        partitions,
                        (topic, ofTopic) -> ListOffsetsRequest.ListOffsetsTopic.builder()
                                .name(topic)
                                .partitions(ofTopic.stream()
                                        .map(partition -> ListOffsetsRequest.ListOffsetsPartition.builder()
                                                .partitionIndex(partition.partition())
                                                .currentLeaderEpoch(leaderEpoch(partition))
                                                .timestamp(timestamps.getOrDefault(partition, LATEST))
                                                .build())
                                        .toList())
                                .build()))
                .build();
    }

    private int leaderEpoch(TopicPartition partition) {
        PartitionView known = cluster.view().partitionOrNull(partition);
        return known == null ? UNKNOWN_EPOCH : known.leaderEpoch();
    }

    private static Results<TopicPartition, FoundOffset> found(ListOffsetsResponse response) {
        Results.Builder<TopicPartition, FoundOffset> results = new Results.Builder<>();
        for (ListOffsetsResponse.ListOffsetsTopicResponse topic : response.topics()) {
            for (ListOffsetsResponse.ListOffsetsPartitionResponse answer : topic.partitions()) {
                TopicPartition partition = new TopicPartition(topic.name(), answer.partitionIndex());
                FoundOffset found = new FoundOffset(answer.offset(), answer.timestamp(), answer.leaderEpoch());
                results.put(partition, found, answer.errorCode(), "looking for an offset of " + partition, null);
            }
        }
        return results.build();
    }

    /**
     * Deletes all records before an offset.
     *
     * @param before the first offset to keep, of each partition; {@link #LATEST} keeps none
     * @return the first offset that is still there
     */
    public CompletableFuture<Results<TopicPartition, Long>> deleteRecords(Map<TopicPartition, Long> before) {
        return batches.run(
                before.keySet(),
                Routing.toLeaders(),
                partitions -> Call.of(deletion(partitions, before), DeleteRecordsResponse.class)
                        .then(OffsetAdmin::deleted));
    }

    private DeleteRecordsRequest deletion(List<TopicPartition> partitions, Map<TopicPartition, Long> before) {
        return DeleteRecordsRequest.builder()
                .timeoutMs(timeoutMs)
                .topics(ByTopic.group(
                        partitions,
                        (topic, ofTopic) -> DeleteRecordsRequest.DeleteRecordsTopic.builder()
                                .name(topic)
                                .partitions(ofTopic.stream()
                                        .map(partition -> new DeleteRecordsRequest.DeleteRecordsPartition(
                                                partition.partition(), before.getOrDefault(partition, 0L)))
                                        .toList())
                                .build()))
                .build();
    }

    private static Results<TopicPartition, Long> deleted(DeleteRecordsResponse response) {
        Results.Builder<TopicPartition, Long> results = new Results.Builder<>();
        for (DeleteRecordsResponse.DeleteRecordsTopicResult topic : response.topics()) {
            for (DeleteRecordsResponse.DeleteRecordsPartitionResult answer : topic.partitions()) {
                TopicPartition partition = new TopicPartition(topic.name(), answer.partitionIndex());
                String what = "deleting records of " + partition;
                results.put(partition, answer.lowWatermark(), answer.errorCode(), what, null);
            }
        }
        return results.build();
    }

    /** Where the records of each partition's leader epoch end, as its leader knows. */
    public CompletableFuture<Results<TopicPartition, EpochEnd>> endsOfEpochs(Map<TopicPartition, Integer> epochs) {
        return batches.run(
                epochs.keySet(),
                Routing.toLeaders(),
                partitions -> Call.of(asking(partitions, epochs), OffsetForLeaderEpochResponse.class)
                        .then(OffsetAdmin::ends));
    }

    private OffsetForLeaderEpochRequest asking(List<TopicPartition> partitions, Map<TopicPartition, Integer> epochs) {
        return OffsetForLeaderEpochRequest.builder()
                .replicaId(CONSUMER)
                .topics(ByTopic.group(
                        partitions,
                        (topic, ofTopic) -> OffsetForLeaderEpochRequest.OffsetForLeaderTopic.builder()
                                .topic(topic)
                                .partitions(ofTopic.stream()
                                        .map(partition -> new OffsetForLeaderEpochRequest.OffsetForLeaderPartition(
                                                partition.partition(),
                                                leaderEpoch(partition),
                                                epochs.getOrDefault(partition, 0)))
                                        .toList())
                                .build()))
                .build();
    }

    private static Results<TopicPartition, EpochEnd> ends(OffsetForLeaderEpochResponse response) {
        Results.Builder<TopicPartition, EpochEnd> results = new Results.Builder<>();
        for (OffsetForLeaderEpochResponse.OffsetForLeaderTopicResult topic : response.topics()) {
            for (OffsetForLeaderEpochResponse.EpochEndOffset answer : topic.partitions()) {
                TopicPartition partition = new TopicPartition(topic.topic(), answer.partition());
                EpochEnd end = new EpochEnd(answer.leaderEpoch(), answer.endOffset());
                results.put(partition, end, answer.errorCode(), "asking for a leader epoch of " + partition, null);
            }
        }
        return results.build();
    }
}
