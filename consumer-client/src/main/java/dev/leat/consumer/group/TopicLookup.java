package dev.leat.consumer.group;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.net.Call;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.MetadataRequest;
import dev.leat.protocol.message.MetadataRequest.MetadataRequestTopic;
import dev.leat.protocol.message.MetadataResponse;
import dev.leat.protocol.model.Uuid;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks any broker what topics there are and how many partitions they have. Any thread; completes on the loop. */
final class TopicLookup {
    private final Cluster cluster;

    TopicLookup(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * What is known of some topics; those that do not exist are missing.
     *
     * @param names by id; without topics of brokers that know no ids
     * @param failures why topics that were asked for by name are missing
     */
    record Found(Map<String, Integer> partitionCounts, Map<Uuid, String> names, Map<String, ErrorCode> failures) {}

    CompletableFuture<Found> byName(Collection<String> topics) {
        return ask(topics.stream()
                .map(topic -> MetadataRequestTopic.builder().name(topic).build())
                .toList());
    }

    CompletableFuture<Found> byId(Set<Uuid> ids) {
        return ask(ids.stream()
                .map(id -> MetadataRequestTopic.builder().topicId(id).name(null).build())
                .toList());
    }

    /** Every topic but those that belong to the brokers themselves. */
    CompletableFuture<Found> all() {
        return ask(null);
    }

    private CompletableFuture<Found> ask(@Nullable List<MetadataRequestTopic> topics) {
        MetadataRequest request = MetadataRequest.builder()
                .topics(topics)
                .allowAutoTopicCreation(cluster.config().allowAutoCreateTopics())
                .build();
        boolean everything = topics == null;
        return cluster.toAny(Call.of(request, MetadataResponse.class).then(response -> read(response, everything)));
    }

    private static Found read(MetadataResponse response, boolean withoutInternal) {
        ClientErrors.check(response.errorCode(), "asking for topics", null);
        Map<String, Integer> counts = new HashMap<>();
        Map<Uuid, String> names = new HashMap<>();
        Map<String, ErrorCode> failures = new HashMap<>();
        response.topics().forEach(topic -> {
            String name = topic.name();
            if (name != null && topic.errorCode() != ErrorCode.NONE.code()) {
                failures.put(name, ErrorCode.of(topic.errorCode()));
            }
            boolean usable = topic.errorCode() == ErrorCode.NONE.code() && name != null;
            if (name != null && usable && !(withoutInternal && topic.isInternal())) {
                counts.put(name, topic.partitions().size());
                if (!topic.topicId().isZero()) {
                    names.put(topic.topicId(), name);
                }
            }
        });
        return new Found(counts, names, failures);
    }
}
