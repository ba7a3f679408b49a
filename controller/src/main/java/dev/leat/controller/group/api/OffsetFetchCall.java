package dev.leat.controller.group.api;

import dev.leat.controller.group.GroupReply.FetchReply;
import dev.leat.controller.group.GroupReply.PartitionOffset;
import dev.leat.controller.group.GroupReply.TopicOffsets;
import dev.leat.controller.group.GroupRequest.FetchOffsets;
import dev.leat.controller.group.GroupRequest.TopicPartitions;
import dev.leat.controller.group.ReplyTo;
import dev.leat.controller.group.TopicName;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.OffsetFetchRequest;
import dev.leat.protocol.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import dev.leat.protocol.message.OffsetFetchRequest.OffsetFetchRequestTopics;
import dev.leat.protocol.message.OffsetFetchResponse;
import dev.leat.protocol.message.OffsetFetchResponse.OffsetFetchResponseGroup;
import dev.leat.protocol.message.OffsetFetchResponse.OffsetFetchResponsePartition;
import dev.leat.protocol.message.OffsetFetchResponse.OffsetFetchResponsePartitions;
import dev.leat.protocol.message.OffsetFetchResponse.OffsetFetchResponseTopic;
import dev.leat.protocol.message.OffsetFetchResponse.OffsetFetchResponseTopics;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One OffsetFetch, 1 to 10: up to 7 of one group, from 8 of many (KIP-709), from 10 with topic ids in place of names. A
 * topic id that does not exist is answered here; a name that does not simply has no offsets.
 */
public final class OffsetFetchCall {
    private final OffsetFetchRequest request;
    private final short version;
    private final TopicDirectory topics;

    public OffsetFetchCall(OffsetFetchRequest request, short version, TopicDirectory topics) {
        this.request = request;
        this.version = version;
        this.topics = topics;
    }

    /** The groups asked for; {@link #request} and {@link #response} number them by their place here. */
    public List<String> groupIds() {
        return version < 8
                ? List.of(request.groupId())
                : request.groups().stream()
                        .map(OffsetFetchRequestGroup::groupId)
                        .toList();
    }

    /** What to ask the coordinator of the group at {@code index}. */
    public FetchOffsets request(int index, ReplyTo<FetchReply> replyTo) {
        return new FetchOffsets(replyTo, groupIds().get(index), version < 8 ? ofOnlyGroup() : ofGroup(index));
    }

    private @Nullable List<TopicPartitions> ofOnlyGroup() {
        return request.topics() == null
                ? null
                : request.topics().stream()
                        .map(topic ->
                                new TopicPartitions(new TopicName(topic.name(), Uuid.ZERO), topic.partitionIndexes()))
                        .toList();
    }

    private @Nullable List<TopicPartitions> ofGroup(int index) {
        List<OffsetFetchRequestTopics> asked = request.groups().get(index).topics();
        if (asked == null) {
            return null;
        }
        List<TopicPartitions> known = new ArrayList<>(asked.size());
        for (OffsetFetchRequestTopics topic : asked) {
            TopicName name = version >= 10 ? topics.byId(topic.topicId()) : new TopicName(topic.name(), Uuid.ZERO);
            if (name != null) {
                known.add(new TopicPartitions(name, topic.partitionIndexes()));
            }
        }
        return known;
    }

    /**
     * The answer to the call.
     *
     * @param replies one for each of {@link #groupIds}, in that order
     */
    public OffsetFetchResponse response(List<FetchReply> replies) {
        if (version < 8) {
            return ofOnlyGroup(replies.get(0));
        }
        List<OffsetFetchResponseGroup> groups = new ArrayList<>(replies.size());
        for (int i = 0; i < replies.size(); i++) {
            groups.add(group(i, replies.get(i)));
        }
        return OffsetFetchResponse.builder().groups(groups).build();
    }

    /** Version 1 has no place for an error of the group: each partition gets it. */
    private OffsetFetchResponse ofOnlyGroup(FetchReply reply) {
        boolean perPartition = version < 2 && reply.error() != ErrorCode.NONE;
        List<TopicOffsets> found = perPartition ? nothing() : reply.topics();
        short partitionError = perPartition ? reply.error().code() : ErrorCode.NONE.code();
        return OffsetFetchResponse.builder()
                .errorCode(reply.error().code())
                .topics(found.stream()
                        .map(topic -> OffsetFetchResponseTopic.builder()
                                .name(topic.topic().name())
                                .partitions(topic.partitions().stream()
                                        .map(offset -> partitionOfOnlyGroup(offset, partitionError))
                                        .toList())
                                .build())
                        .toList())
                .build();
    }

    private List<TopicOffsets> nothing() {
        List<TopicPartitions> asked = ofOnlyGroup();
        return asked == null
                ? List.of()
                : asked.stream()
                        .map(topic -> new TopicOffsets(
                                topic.topic(),
                                topic.partitions().stream()
                                        .map(PartitionOffset::none)
                                        .toList()))
                        .toList();
    }

    private static OffsetFetchResponsePartition partitionOfOnlyGroup(PartitionOffset offset, short errorCode) {
        return OffsetFetchResponsePartition.builder()
                .partitionIndex(offset.partition())
                .committedOffset(offset.offset())
                .committedLeaderEpoch(offset.leaderEpoch())
                .metadata(offset.metadata())
                .errorCode(errorCode)
                .build();
    }

    private OffsetFetchResponseGroup group(int index, FetchReply reply) {
        List<OffsetFetchResponseTopics> found = new ArrayList<>();
        if (reply.error() == ErrorCode.NONE) {
            for (TopicOffsets topic : reply.topics()) {
                TopicName name = version >= 10 ? identified(topic.topic()) : topic.topic();
                if (name != null) {
                    found.add(topic(name, topic.partitions(), ErrorCode.NONE));
                }
            }
            found.addAll(unknownIds(index));
        }
        return OffsetFetchResponseGroup.builder()
                .groupId(reply.groupId())
                .errorCode(reply.error().code())
                .topics(found)
                .build();
    }

    /** The topic with its present id; null if it is gone, as a client that speaks of ids could not name it. */
    private @Nullable TopicName identified(TopicName topic) {
        return topic.id().isZero() ? topics.byName(topic.name()) : topic;
    }

    private List<OffsetFetchResponseTopics> unknownIds(int index) {
        List<OffsetFetchRequestTopics> asked = request.groups().get(index).topics();
        if (version < 10 || asked == null) {
            return List.of();
        }
        return asked.stream()
                .filter(topic -> topics.byId(topic.topicId()) == null)
                .map(topic -> topic(
                        new TopicName("", topic.topicId()),
                        topic.partitionIndexes().stream()
                                .map(PartitionOffset::none)
                                .toList(),
                        ErrorCode.UNKNOWN_TOPIC_ID))
                .toList();
    }

    private static OffsetFetchResponseTopics topic(TopicName topic, List<PartitionOffset> offsets, ErrorCode error) {
        return OffsetFetchResponseTopics.builder()
                .name(topic.name())
                .topicId(topic.id())
                .partitions(offsets.stream()
                        .map(offset -> OffsetFetchResponsePartitions.builder()
                                .partitionIndex(offset.partition())
                                .committedOffset(offset.offset())
                                .committedLeaderEpoch(offset.leaderEpoch())
                                .metadata(offset.metadata())
                                .errorCode(error.code())
                                .build())
                        .toList())
                .build();
    }
}
