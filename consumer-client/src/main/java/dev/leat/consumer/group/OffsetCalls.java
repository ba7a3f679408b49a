package dev.leat.consumer.group;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.RetriableException;
import dev.leat.client.net.Call;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.OffsetCommitRequest;
import dev.leat.protocol.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import dev.leat.protocol.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import dev.leat.protocol.message.OffsetCommitResponse;
import dev.leat.protocol.message.OffsetFetchRequest;
import dev.leat.protocol.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import dev.leat.protocol.message.OffsetFetchRequest.OffsetFetchRequestTopic;
import dev.leat.protocol.message.OffsetFetchRequest.OffsetFetchRequestTopics;
import dev.leat.protocol.message.OffsetFetchResponse;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * OffsetCommit 2 to 10 and OffsetFetch 1 to 10. From 10 on topics go by id only (KIP-848), so that version is taken when the
 * ids are known; OffsetFetch asks for groups from 8 on (KIP-709).
 */
final class OffsetCalls {
    private static final int LAST_WITH_NAMES = 9;
    private static final int GROUPS_SINCE = 8;

    private final String groupId;
    private final @Nullable String instanceId;
    private final Function<String, Uuid> idOf;

    /**
     * @param idOf a topic's id, {@link Uuid#ZERO} if not known
     */
    OffsetCalls(String groupId, @Nullable String instanceId, Function<String, Uuid> idOf) {
        this.groupId = groupId;
        this.instanceId = instanceId;
        this.idOf = idOf;
    }

    /** Gives the first error of a partition, {@code NONE} if there is none. */
    Call<ErrorCode> commit(MemberAction.Identity identity, Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<String, Uuid> ids = ids(offsets.keySet());
        Map<String, List<OffsetCommitRequestPartition>> byTopic = new TreeMap<>();
        offsets.forEach((partition, offset) -> byTopic.computeIfAbsent(partition.topic(), any -> new ArrayList<>())
                .add(OffsetCommitRequestPartition.builder()
                        .partitionIndex(partition.partition())
                        .committedOffset(offset.offset())
                        .committedLeaderEpoch(offset.leaderEpoch())
                        .committedMetadata(offset.metadata())
                        .build()));
        OffsetCommitRequest request = OffsetCommitRequest.builder()
                .groupId(groupId)
                .generationIdOrMemberEpoch(identity.epoch())
                .memberId(identity.epoch() < 0 ? "" : identity.memberId())
                .groupInstanceId(identity.epoch() < 0 ? null : instanceId)
                .topics(byTopic.entrySet().stream()
                        .map(topic -> OffsetCommitRequestTopic.builder()
                                .name(topic.getKey())
                                .topicId(ids.getOrDefault(topic.getKey(), Uuid.ZERO))
                                .partitions(topic.getValue())
                                .build())
                        .toList())
                .build();
        return limited(Call.of(request, OffsetCommitResponse.class), ids).then(OffsetCalls::firstError);
    }

    private Map<String, Uuid> ids(Set<TopicPartition> partitions) {
        return partitions.stream()
                .map(TopicPartition::topic)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), idOf));
    }

    private static <T> Call<T> limited(Call<T> call, Map<String, Uuid> ids) {
        return ids.values().stream().anyMatch(Uuid::isZero) ? call.upTo(LAST_WITH_NAMES) : call;
    }

    private static ErrorCode firstError(OffsetCommitResponse response) {
        return response.topics().stream()
                .flatMap(topic -> topic.partitions().stream())
                .map(partition -> ErrorCode.of(partition.errorCode()))
                .filter(error -> error != ErrorCode.NONE)
                .findFirst()
                .orElse(ErrorCode.NONE);
    }

    /**
     * The committed offsets of those of {@code partitions} that have one.
     *
     * @param stable whether to wait for transactions that are about to commit offsets (KIP-447)
     */
    Call<Map<TopicPartition, OffsetAndMetadata>> fetch(
            MemberAction.Identity identity, Set<TopicPartition> partitions, boolean stable) {
        Map<String, Uuid> ids = ids(partitions);
        Map<String, List<Integer>> byTopic = new TreeMap<>();
        partitions.forEach(partition -> byTopic.computeIfAbsent(partition.topic(), any -> new ArrayList<>())
                .add(partition.partition()));
        Call<OffsetFetchResponse> any = Call.of(OffsetFetchRequest.builder().build(), OffsetFetchResponse.class);
        Call<OffsetFetchResponse> call = new Call<>(
                any.api(),
                any.maxVersion(),
                any.timeoutMs(),
                version -> version < GROUPS_SINCE
                        ? oneGroup(byTopic, stable && version == GROUPS_SINCE - 1)
                        : groups(identity, byTopic, ids, stable),
                any.reader());
        return limited(call, ids).then(response -> committed(response, ids));
    }

    private OffsetFetchRequest oneGroup(Map<String, List<Integer>> byTopic, boolean stable) {
        return OffsetFetchRequest.builder()
                .groupId(groupId)
                .topics(byTopic.entrySet().stream()
                        .map(topic -> new OffsetFetchRequestTopic(topic.getKey(), topic.getValue()))
                        .toList())
                .requireStable(stable)
                .build();
    }

    private OffsetFetchRequest groups(
            MemberAction.Identity identity, Map<String, List<Integer>> byTopic, Map<String, Uuid> ids, boolean stable) {
        OffsetFetchRequestGroup group = OffsetFetchRequestGroup.builder()
                .groupId(groupId)
                .memberId(identity.epoch() < 0 ? null : identity.memberId())
                .memberEpoch(identity.epoch())
                .topics(byTopic.entrySet().stream()
                        .map(topic -> OffsetFetchRequestTopics.builder()
                                .name(topic.getKey())
                                .topicId(ids.getOrDefault(topic.getKey(), Uuid.ZERO))
                                .partitionIndexes(topic.getValue())
                                .build())
                        .toList())
                .build();
        return OffsetFetchRequest.builder()
                .groups(List.of(group))
                .requireStable(stable)
                .build();
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(OffsetFetchResponse response, Map<String, Uuid> ids) {
        check(response.errorCode());
        Map<Uuid, String> names = new HashMap<>();
        ids.forEach((name, id) -> names.put(id, name));
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        response.topics()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> read(
                                topic.name(),
                                partition.partitionIndex(),
                                partition.errorCode(),
                                partition.committedOffset(),
                                partition.committedLeaderEpoch(),
                                partition.metadata(),
                                offsets)));
        response.groups().forEach(group -> {
            check(group.errorCode());
            group.topics()
                    .forEach(topic -> topic.partitions()
                            .forEach(partition -> read(
                                    topic.name().isEmpty() ? names.getOrDefault(topic.topicId(), "") : topic.name(),
                                    partition.partitionIndex(),
                                    partition.errorCode(),
                                    partition.committedOffset(),
                                    partition.committedLeaderEpoch(),
                                    partition.metadata(),
                                    offsets)));
        });
        return offsets;
    }

    private void read(
            String topic,
            int partition,
            short error,
            long offset,
            int leaderEpoch,
            @Nullable String metadata,
            Map<TopicPartition, OffsetAndMetadata> offsets) {
        check(error);
        if (offset >= 0) {
            offsets.put(
                    new TopicPartition(topic, partition),
                    new OffsetAndMetadata(offset, leaderEpoch, metadata == null ? "" : metadata));
        }
    }

    private void check(short code) {
        String what = "reading the committed offsets of group '" + groupId + "'";
        if (code == ErrorCode.STALE_MEMBER_EPOCH.code() || code == ErrorCode.UNKNOWN_MEMBER_ID.code()) {
            throw new RetriableException(
                    ErrorCode.of(code), what + " failed: the group has gone on", "the next heartbeat tells how", null);
        }
        ClientErrors.check(code, what, null);
    }
}
