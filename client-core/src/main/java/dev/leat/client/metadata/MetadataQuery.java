package dev.leat.client.metadata;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.net.Call;
import dev.leat.client.net.HostPort;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.MetadataRequest;
import dev.leat.protocol.message.MetadataResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks for metadata and reads the answer. */
final class MetadataQuery {
    private MetadataQuery() {}

    /**
     * @param topics null asks for every topic
     * @param autoCreate whether the broker may create what is missing, if its settings allow it
     */
    static Call<ClusterView> call(@Nullable Collection<String> topics, boolean autoCreate) {
        MetadataRequest request = MetadataRequest.builder()
                .topics(topics == null ? null : named(topics))
                .allowAutoTopicCreation(autoCreate)
                .build();
        return Call.of(request, MetadataResponse.class).then(MetadataQuery::read);
    }

    private static List<MetadataRequest.MetadataRequestTopic> named(Collection<String> topics) {
        List<MetadataRequest.MetadataRequestTopic> named = new ArrayList<>(topics.size());
        for (String topic : topics) {
            named.add(MetadataRequest.MetadataRequestTopic.builder().name(topic).build());
        }
        return named;
    }

    private static ClusterView read(MetadataResponse response) {
        ClientErrors.check(response.errorCode(), "asking for metadata", null);
        Map<Integer, BrokerView> brokers = new HashMap<>();
        for (MetadataResponse.MetadataResponseBroker broker : response.brokers()) {
            HostPort address = new HostPort(broker.host(), broker.port());
            brokers.put(broker.nodeId(), new BrokerView(broker.nodeId(), address, broker.rack()));
        }
        Map<String, TopicView> topics = new HashMap<>();
        Map<String, ErrorCode> failures = new HashMap<>();
        for (MetadataResponse.MetadataResponseTopic topic : response.topics()) {
            String name = topic.name() == null ? topic.topicId().toString() : topic.name();
            if (topic.errorCode() == ErrorCode.NONE.code()) {
                topics.put(name, topic(name, topic));
            } else {
                failures.put(name, ErrorCode.of(topic.errorCode()));
            }
        }
        return new ClusterView(response.clusterId(), response.controllerId(), brokers, topics, failures);
    }

    private static TopicView topic(String name, MetadataResponse.MetadataResponseTopic topic) {
        List<PartitionView> partitions = new ArrayList<>();
        for (MetadataResponse.MetadataResponsePartition partition : topic.partitions()) {
            partitions.add(new PartitionView(
                    partition.partitionIndex(),
                    partition.leaderId(),
                    partition.leaderEpoch(),
                    partition.replicaNodes(),
                    partition.isrNodes()));
        }
        partitions.sort((one, other) -> Integer.compare(one.partition(), other.partition()));
        return new TopicView(name, topic.topicId(), topic.isInternal(), partitions);
    }
}
