package dev.leat.cli.group;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.net.Call;
import dev.leat.protocol.message.OffsetCommitRequest;
import dev.leat.protocol.message.OffsetCommitResponse;
import dev.leat.protocol.message.OffsetFetchRequest;
import dev.leat.protocol.message.OffsetFetchResponse;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The requests for a group's stored positions. */
final class GroupOffsets {
    private static final int LAST_WITH_ONE_GROUP = 7; // OffsetFetch; later versions ask for several (KIP-709)
    private static final int LAST_WITH_NAMES = 9; // OffsetCommit; later ones know topics by id only

    private final String group;

    GroupOffsets(String group) {
        this.group = group;
    }

    /** The committed offsets of those of {@code partitions} that have one. */
    Call<Map<TopicPartition, Long>> fetch(List<TopicPartition> partitions) {
        Map<String, List<Integer>> byTopic = new TreeMap<>();
        partitions.forEach(partition -> byTopic.computeIfAbsent(partition.topic(), any -> new ArrayList<>())
                .add(partition.partition()));
        OffsetFetchRequest request = OffsetFetchRequest.builder()
                .groupId(group)
                .topics(byTopic.entrySet().stream()
                        .map(topic -> new OffsetFetchRequest.OffsetFetchRequestTopic(topic.getKey(), topic.getValue()))
                        .toList())
                .build();
        return Call.of(request, OffsetFetchResponse.class)
                .upTo(LAST_WITH_ONE_GROUP)
                .then(this::committed);
    }

    private Map<TopicPartition, Long> committed(OffsetFetchResponse response) {
        check(response.errorCode(), "reading the positions of group");
        Map<TopicPartition, Long> offsets = new HashMap<>();
        response.topics()
                .forEach(topic -> topic.partitions().forEach(partition -> {
                    check(partition.errorCode(), "reading the positions of group");
                    if (partition.committedOffset() >= 0) {
                        offsets.put(
                                new TopicPartition(topic.name(), partition.partitionIndex()),
                                partition.committedOffset());
                    }
                }));
        return offsets;
    }

    /**
     * @param positions the next offset to read of each partition
     */
    Call<Boolean> commit(String memberId, int generationId, Map<TopicPartition, Long> positions) {
        Map<String, List<OffsetCommitRequest.OffsetCommitRequestPartition>> byTopic = new TreeMap<>();
        positions.forEach((partition, position) -> byTopic.computeIfAbsent(partition.topic(), any -> new ArrayList<>())
                .add(OffsetCommitRequest.OffsetCommitRequestPartition.builder()
                        .partitionIndex(partition.partition())
                        .committedOffset(position)
                        .committedMetadata("")
                        .build()));
        OffsetCommitRequest request = OffsetCommitRequest.builder()
                .groupId(group)
                .generationIdOrMemberEpoch(generationId)
                .memberId(memberId)
                .topics(byTopic.entrySet().stream()
                        .map(topic -> OffsetCommitRequest.OffsetCommitRequestTopic.builder()
                                .name(topic.getKey())
                                .partitions(topic.getValue())
                                .build())
                        .toList())
                .build();
        return Call.of(request, OffsetCommitResponse.class)
                .upTo(LAST_WITH_NAMES)
                .then(response -> {
                    response.topics()
                            .forEach(topic -> topic.partitions()
                                    .forEach(partition ->
                                            check(partition.errorCode(), "storing the positions of group")));
                    return true;
                });
    }

    private void check(short code, String what) {
        ClientErrors.check(code, what + " '" + group + "'", null);
    }
}
