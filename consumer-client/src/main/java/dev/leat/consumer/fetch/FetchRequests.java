package dev.leat.consumer.fetch;

import dev.leat.consumer.fetch.FetchSession.Forgotten;
import dev.leat.consumer.fetch.FetchSession.Plan;
import dev.leat.consumer.fetch.FetchSession.Wanted;
import dev.leat.protocol.message.FetchRequest;
import dev.leat.protocol.message.FetchRequest.FetchPartition;
import dev.leat.protocol.message.FetchRequest.FetchTopic;
import dev.leat.protocol.message.FetchRequest.ForgottenTopic;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes plans as requests. */
final class FetchRequests {
    private static final int LAST_FETCHED_EPOCH_SINCE = 12;

    private final FetchConfig config;

    FetchRequests(FetchConfig config) {
        this.config = config;
    }

    /** A topic in a request; the id is there as one name may stand for two topics, one of them gone. */
    private record Topic(String name, Uuid id) {}

    /**
     * @param maxWaitMs how long the broker may wait for {@code fetch.min.bytes}
     * @param maxBytes most bytes of the answer
     */
    FetchRequest request(Plan plan, int maxWaitMs, int maxBytes, int version) {
        return FetchRequest.builder()
                .maxWaitMs(maxWaitMs)
                .minBytes(config.minBytes())
                .maxBytes(maxBytes)
                .isolationLevel(config.isolation().id())
                .sessionId(plan.sessionId())
                .sessionEpoch(plan.epoch())
                .topics(topics(plan.send(), version))
                .forgottenTopicsData(forgotten(plan.forget()))
                .rackId(config.rack())
                .build();
    }

    private static List<FetchTopic> topics(Map<TopicPartition, Wanted> send, int version) {
        Map<Topic, List<FetchPartition>> byTopic = new LinkedHashMap<>();
        send.forEach((partition, wanted) -> byTopic.computeIfAbsent(
                        new Topic(partition.topic(), wanted.topicId()), topic -> new ArrayList<>())
                .add(FetchPartition.builder()
                        .partition(partition.partition())
                        .currentLeaderEpoch(wanted.leaderEpoch())
                        .fetchOffset(wanted.offset())
                        .lastFetchedEpoch(version >= LAST_FETCHED_EPOCH_SINCE ? wanted.lastFetchedEpoch() : -1)
                        .partitionMaxBytes(wanted.maxBytes())
                        .build()));
        List<FetchTopic> topics = new ArrayList<>();
        byTopic.forEach((topic, partitions) -> topics.add(FetchTopic.builder()
                .topic(topic.name())
                .topicId(topic.id())
                .partitions(partitions)
                .build()));
        return topics;
    }

    private static List<ForgottenTopic> forgotten(List<Forgotten> forget) {
        Map<Topic, List<Integer>> byTopic = new LinkedHashMap<>();
        for (Forgotten each : forget) {
            byTopic.computeIfAbsent(new Topic(each.partition().topic(), each.topicId()), topic -> new ArrayList<>())
                    .add(each.partition().partition());
        }
        List<ForgottenTopic> topics = new ArrayList<>();
        byTopic.forEach((topic, partitions) -> topics.add(ForgottenTopic.builder()
                .topic(topic.name())
                .topicId(topic.id())
                .partitions(partitions)
                .build()));
        return topics;
    }
}
