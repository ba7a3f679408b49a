package dev.leat.broker.request.metadata;

import dev.leat.broker.cluster.ClusterView;
import dev.leat.broker.cluster.InternalTopics;
import dev.leat.broker.metrics.Counters;
import dev.leat.broker.metrics.Limit;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.controller.cluster.ClusterImage;
import dev.leat.controller.cluster.PartitionState;
import dev.leat.controller.cluster.TopicImage;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.DescribeTopicPartitionsRequest;
import dev.leat.protocol.message.DescribeTopicPartitionsResponse;
import dev.leat.protocol.message.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponsePartition;
import dev.leat.protocol.message.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponseTopic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DescribeTopicPartitions: topics in pages, with their eligible leader replicas (KIP-966). */
public final class DescribeTopicPartitionsHandler implements ApiHandler<DescribeTopicPartitionsRequest> {
    private final ClusterView cluster;
    private final int maxPartitions;
    private final Counters<Limit> limits;

    /**
     * @param maxPartitions most partitions in one answer (max.request.partition.size.limit)
     */
    public DescribeTopicPartitionsHandler(ClusterView cluster, int maxPartitions, Counters<Limit> limits) {
        this.cluster = cluster;
        this.maxPartitions = maxPartitions;
        this.limits = limits;
    }

    @Override
    public ApiKey key() {
        return ApiKey.DESCRIBE_TOPIC_PARTITIONS;
    }

    @Override
    public void handle(DescribeTopicPartitionsRequest request, RequestContext context) {
        DescribeTopicPartitionsRequest.Cursor cursor = request.cursor();
        String firstTopic = cursor == null ? "" : cursor.topicName();
        int firstPartition = cursor == null ? 0 : Math.max(0, cursor.partitionIndex());
        Page page = new Page(cluster.image(), Math.max(1, Math.min(request.responsePartitionLimit(), maxPartitions)));
        for (String topic : namesFrom(firstTopic, request)) {
            if (!page.add(topic, topic.equals(firstTopic) ? firstPartition : 0)) {
                limits.increment(Limit.DESCRIBED_PARTITIONS);
                break;
            }
        }
        context.reply(page.response());
    }

    private List<String> namesFrom(String first, DescribeTopicPartitionsRequest request) {
        var asked = request.topics().isEmpty()
                ? cluster.image().topics().stream().map(TopicImage::name)
                : request.topics().stream().map(topic -> topic.name());
        return asked.filter(name -> name.compareTo(first) >= 0)
                .distinct()
                .sorted()
                .toList();
    }

    /** One answer, filled topic by topic until its limit. */
    private static final class Page {
        private final ClusterImage image;
        private final List<DescribeTopicPartitionsResponseTopic> topics = new ArrayList<>();
        private int left;
        private DescribeTopicPartitionsResponse.@Nullable Cursor next;

        Page(ClusterImage image, int limit) {
            this.image = image;
            this.left = limit;
        }

        /** Adds a topic from a partition on; returns false when the page ended before it. */
        boolean add(String name, int fromPartition) {
            TopicImage topic = image.topic(name);
            if (topic == null) {
                topics.add(DescribeTopicPartitionsResponseTopic.builder()
                        .name(name)
                        .errorCode(TopicMetadata.errorForUnknown(name).code())
                        .build());
                return true;
            }
            int to = (int) Math.min(topic.partitionCount(), (long) fromPartition + left);
            if (to > fromPartition || topic.partitionCount() <= fromPartition) {
                topics.add(describe(topic, fromPartition, to));
            }
            left -= Math.max(0, to - fromPartition);
            if (to < topic.partitionCount() && fromPartition < topic.partitionCount()) {
                next = DescribeTopicPartitionsResponse.Cursor.builder()
                        .topicName(name)
                        .partitionIndex(to)
                        .build();
                return false;
            }
            return true;
        }

        private DescribeTopicPartitionsResponseTopic describe(TopicImage topic, int from, int to) {
            List<DescribeTopicPartitionsResponsePartition> partitions = new ArrayList<>();
            for (int number = from; number < to; number++) {
                partitions.add(describe(number, topic.partitions().get(number)));
            }
            return DescribeTopicPartitionsResponseTopic.builder()
                    .name(topic.name())
                    .topicId(topic.id())
                    .isInternal(InternalTopics.contains(topic.name()))
                    .partitions(partitions)
                    .build();
        }

        private DescribeTopicPartitionsResponsePartition describe(int number, PartitionState state) {
            ErrorCode error = state.hasLeader() ? ErrorCode.NONE : ErrorCode.LEADER_NOT_AVAILABLE;
            List<Integer> lastKnown = state.elr().isEmpty() && !state.hasLeader() && state.lastKnownLeader() >= 0
                    ? List.of(state.lastKnownLeader())
                    : List.of();
            return DescribeTopicPartitionsResponsePartition.builder()
                    .errorCode(error.code())
                    .partitionIndex(number)
                    .leaderId(state.leader())
                    .leaderEpoch(state.leaderEpoch())
                    .replicaNodes(state.replicas())
                    .isrNodes(state.isrIds())
                    .eligibleLeaderReplicas(state.elrIds()) // never null: Admin 4.4 fails on that
                    .lastKnownElr(lastKnown)
                    .offlineReplicas(TopicMetadata.offline(state, image))
                    .build();
        }

        DescribeTopicPartitionsResponse response() {
            return DescribeTopicPartitionsResponse.builder()
                    .topics(topics)
                    .nextCursor(next)
                    .build();
        }
    }
}
