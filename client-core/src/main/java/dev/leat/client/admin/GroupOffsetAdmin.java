package dev.leat.client.admin;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.net.Call;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.OffsetCommitRequest;
import dev.leat.protocol.message.OffsetCommitResponse;
import dev.leat.protocol.message.OffsetDeleteRequest;
import dev.leat.protocol.message.OffsetDeleteResponse;
import dev.leat.protocol.message.OffsetFetchRequest;
import dev.leat.protocol.message.OffsetFetchResponse;
import dev.leat.protocol.model.TopicPartition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Reads, sets and deletes the offsets that a group has committed. */
public final class GroupOffsetAdmin {
    private static final int GROUPS_SINCE = 8; // KIP-709: several groups per request
    private static final int LAST_WITH_NAMES = 9; // later versions know topics by id only
    private static final int NO_GENERATION = -1; // an administrator is no member

    private final Cluster cluster;
    private final long timeoutMs;

    /** @param timeoutMs how long retriable failures are retried, in ms */
    public GroupOffsetAdmin(Cluster cluster, long timeoutMs) {
        this.cluster = cluster;
        this.timeoutMs = timeoutMs;
    }

    /** Everything that {@code group} has committed; empty if there is no such group. */
    public CompletableFuture<Map<TopicPartition, CommittedOffset>> of(String group) {
        Call<Map<TopicPartition, CommittedOffset>> call = new Call<>(
                ApiKey.OFFSET_FETCH,
                (short) LAST_WITH_NAMES,
                0,
                version -> asking(group, version),
                answer -> committed(group, (OffsetFetchResponse) answer));
        return cluster.retrying(() -> cluster.toCoordinator(group, call), timeoutMs);
    }

    private static OffsetFetchRequest asking(String group, int version) {
        OffsetFetchRequest.Builder request = OffsetFetchRequest.builder();
        if (version < GROUPS_SINCE) {
            return request.groupId(group).topics(null).build();
        }
        return request.groups(List.of(OffsetFetchRequest.OffsetFetchRequestGroup.builder()
                        .groupId(group)
                        .topics(null)
                        .build()))
                .build();
    }

    private static Map<TopicPartition, CommittedOffset> committed(String group, OffsetFetchResponse response) {
        String what = "reading the offsets of group '" + group + "'";
        Map<TopicPartition, CommittedOffset> offsets = new HashMap<>();
        ClientErrors.check(response.errorCode(), what, null);
        for (OffsetFetchResponse.OffsetFetchResponseTopic topic : response.topics()) {
            for (OffsetFetchResponse.OffsetFetchResponsePartition partition : topic.partitions()) {
                ClientErrors.check(partition.errorCode(), what, null);
                offsets.put(
                        new TopicPartition(topic.name(), partition.partitionIndex()),
                        new CommittedOffset(
                                partition.committedOffset(), partition.committedLeaderEpoch(), partition.metadata()));
            }
        }
        for (OffsetFetchResponse.OffsetFetchResponseGroup answered : response.groups()) {
            ClientErrors.check(answered.errorCode(), what, null);
            for (OffsetFetchResponse.OffsetFetchResponseTopics topic : answered.topics()) {
                for (OffsetFetchResponse.OffsetFetchResponsePartitions partition : topic.partitions()) {
                    ClientErrors.check(partition.errorCode(), what, null);
                    offsets.put(
                            new TopicPartition(topic.name(), partition.partitionIndex()),
                            new CommittedOffset(
                                    partition.committedOffset(),
                                    partition.committedLeaderEpoch(),
                                    partition.metadata()));
                }
            }
        }
        offsets.values().removeIf(offset -> offset.offset() < 0); // nothing committed
        return offsets;
    }

    /** Sets the offsets of a group without members; gives what was set. */
    public CompletableFuture<Results<TopicPartition, CommittedOffset>> set(
            String group, Map<TopicPartition, CommittedOffset> offsets) {
        Map<TopicPartition, CommittedOffset> wanted = Map.copyOf(offsets);
        return new Batches(cluster, timeoutMs)
                .run(
                        wanted.keySet(),
                        Routing.toCoordinatorOf(group),
                        partitions -> Call.of(commit(group, partitions, wanted), OffsetCommitResponse.class)
                                .upTo(LAST_WITH_NAMES)
                                .then(answer -> set(group, wanted, answer)));
    }

    private static OffsetCommitRequest commit(
            String group, List<TopicPartition> partitions, Map<TopicPartition, CommittedOffset> offsets) {
        return OffsetCommitRequest.builder()
                .groupId(group)
                .generationIdOrMemberEpoch(NO_GENERATION)
                .topics(ByTopic.group(
                        partitions,
                        (topic, ofTopic) -> OffsetCommitRequest.OffsetCommitRequestTopic.builder()
                                .name(topic)
                                .partitions(ofTopic.stream()
                                        .map(partition ->
                                                committing(partition, Objects.requireNonNull(offsets.get(partition))))
                                        .toList())
                                .build()))
                .build();
    }

    private static OffsetCommitRequest.OffsetCommitRequestPartition committing(
            TopicPartition partition, CommittedOffset offset) {
        return OffsetCommitRequest.OffsetCommitRequestPartition.builder()
                .partitionIndex(partition.partition())
                .committedOffset(offset.offset())
                .committedLeaderEpoch(offset.leaderEpoch())
                .committedMetadata(offset.metadata() == null ? "" : offset.metadata())
                .build();
    }

    private static Results<TopicPartition, CommittedOffset> set(
            String group, Map<TopicPartition, CommittedOffset> wanted, OffsetCommitResponse response) {
        Results.Builder<TopicPartition, CommittedOffset> results = new Results.Builder<>();
        for (OffsetCommitResponse.OffsetCommitResponseTopic topic : response.topics()) {
            for (OffsetCommitResponse.OffsetCommitResponsePartition answer : topic.partitions()) {
                TopicPartition partition = new TopicPartition(topic.name(), answer.partitionIndex());
                String what = "setting the offset of group '" + group + "' in " + partition;
                results.put(partition, Objects.requireNonNull(wanted.get(partition)), answer.errorCode(), what, null);
            }
        }
        return results.build();
    }

    /** Deletes what {@code group} has committed for {@code partitions}, none of which may be in use; gives them back. */
    public CompletableFuture<Results<TopicPartition, TopicPartition>> delete(
            String group, Collection<TopicPartition> partitions) {
        return new Batches(cluster, timeoutMs)
                .run(
                        partitions,
                        Routing.toCoordinatorOf(group),
                        asked -> Call.of(deletion(group, asked), OffsetDeleteResponse.class)
                                .then(answer -> deleted(group, asked, answer)));
    }

    private static OffsetDeleteRequest deletion(String group, List<TopicPartition> partitions) {
        return OffsetDeleteRequest.builder()
                .groupId(group)
                .topics(ByTopic.group(
                        partitions,
                        (topic, ofTopic) -> OffsetDeleteRequest.OffsetDeleteRequestTopic.builder()
                                .name(topic)
                                .partitions(ofTopic.stream()
                                        .map(partition -> new OffsetDeleteRequest.OffsetDeleteRequestPartition(
                                                partition.partition()))
                                        .toList())
                                .build()))
                .build();
    }

    private static Results<TopicPartition, TopicPartition> deleted(
            String group, List<TopicPartition> asked, OffsetDeleteResponse response) {
        String what = "deleting offsets of group '" + group + "'";
        if (response.errorCode() != ErrorCode.NONE.code()) {
            return Results.allFailed(asked, ClientErrors.of(ErrorCode.of(response.errorCode()), what, null));
        }
        Results.Builder<TopicPartition, TopicPartition> results = new Results.Builder<>();
        for (OffsetDeleteResponse.OffsetDeleteResponseTopic topic : response.topics()) {
            for (OffsetDeleteResponse.OffsetDeleteResponsePartition answer : topic.partitions()) {
                TopicPartition partition = new TopicPartition(topic.name(), answer.partitionIndex());
                results.put(partition, partition, answer.errorCode(), what + " in " + partition, null);
            }
        }
        return results.build();
    }
}
