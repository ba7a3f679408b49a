package dev.leat.controller.group;

import dev.leat.controller.group.GroupReply.FetchReply;
import dev.leat.controller.group.GroupReply.PartitionOffset;
import dev.leat.controller.group.GroupReply.TopicOffsets;
import dev.leat.controller.group.GroupRequest.FetchOffsets;
import dev.leat.controller.group.GroupRequest.TopicPartitions;
import dev.leat.controller.group.StoredRecord.CommittedOffset;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads committed offsets. What a group does not have, or a group that is not there, is no error: nothing is committed. */
final class OffsetFetchRules {
    private final Turn turn;
    private final GroupTable groups;

    OffsetFetchRules(Turn turn, GroupTable groups) {
        this.turn = turn;
        this.groups = groups;
    }

    void on(FetchOffsets fetch) {
        Group group = groups.find(fetch.groupId());
        Group readable = group == null || group.is(GroupState.DEAD) ? null : group;
        List<TopicOffsets> topics = fetch.topics() == null ? everything(readable) : selection(readable, fetch.topics());
        turn.reply(fetch, new FetchReply(fetch.groupId(), ErrorCode.NONE, topics));
    }

    private static List<TopicOffsets> everything(@Nullable Group group) {
        List<TopicOffsets> topics = new ArrayList<>();
        if (group != null) {
            group.offsets().byTopic().forEach((topic, offsets) -> {
                List<PartitionOffset> partitions = new ArrayList<>(offsets.size());
                offsets.forEach((partition, committed) -> partitions.add(offset(partition, committed)));
                Uuid id = offsets.lastEntry().getValue().topicId();
                topics.add(new TopicOffsets(new TopicName(topic, id), partitions));
            });
        }
        return topics;
    }

    private static List<TopicOffsets> selection(@Nullable Group group, List<TopicPartitions> wanted) {
        return wanted.stream()
                .map(topic -> new TopicOffsets(
                        topic.topic(),
                        topic.partitions().stream()
                                .map(partition -> offset(group, topic.topic(), partition))
                                .toList()))
                .toList();
    }

    /** An offset that was committed for an earlier topic of the same name does not count. */
    private static PartitionOffset offset(@Nullable Group group, TopicName topic, int partition) {
        CommittedOffset committed = group == null ? null : group.offsets().get(topic.name(), partition);
        return committed == null || !topic.mayBe(committed.topicId())
                ? PartitionOffset.none(partition)
                : offset(partition, committed);
    }

    private static PartitionOffset offset(int partition, CommittedOffset committed) {
        return new PartitionOffset(partition, committed.offset(), committed.leaderEpoch(), committed.metadata());
    }
}
