package dev.leat.client.admin;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.net.Call;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.CreateTopicsRequest;
import dev.leat.protocol.message.CreateTopicsResponse;
import dev.leat.protocol.message.DeleteTopicsRequest;
import dev.leat.protocol.message.DeleteTopicsResponse;
import dev.leat.protocol.model.Uuid;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Creates and deletes topics, one at a time; what exists is read with {@link Cluster#refreshAll}. */
public final class TopicAdmin {
    private static final int TOPIC_STATES_SINCE = 6; // KIP-516: by name or id

    private final Cluster cluster;
    private final int timeoutMs;

    /**
     * @param timeoutMs how long the broker may take for a change, in ms; also how long retriable failures are retried
     */
    public TopicAdmin(Cluster cluster, int timeoutMs) {
        this.cluster = cluster;
        this.timeoutMs = timeoutMs;
    }

    /** Creates {@code topic}; fails with {@code TOPIC_ALREADY_EXISTS} if there is one of this name. */
    public CompletableFuture<CreatedTopic> create(NewTopic topic) {
        CreateTopicsRequest request = CreateTopicsRequest.builder()
                .topics(List.of(creatable(topic)))
                .timeoutMs(timeoutMs)
                .build();
        Call<CreatedTopic> call =
                Call.of(request, CreateTopicsResponse.class).then(answer -> created(topic.name(), answer));
        return cluster.retrying(() -> cluster.toController(call), timeoutMs);
    }

    private static CreateTopicsRequest.CreatableTopic creatable(NewTopic topic) {
        return CreateTopicsRequest.CreatableTopic.builder()
                .name(topic.name())
                .numPartitions(topic.partitions())
                .replicationFactor((short) topic.replicas())
                .configs(topic.configs().entrySet().stream()
                        .map(config -> CreateTopicsRequest.CreatableTopicConfig.builder()
                                .name(config.getKey())
                                .value(config.getValue())
                                .build())
                        .toList())
                .build();
    }

    private static CreatedTopic created(String name, CreateTopicsResponse response) {
        CreateTopicsResponse.CreatableTopicResult result = response.topics().get(0);
        ClientErrors.check(result.errorCode(), "creating topic '" + name + "'", result.errorMessage());
        return new CreatedTopic(name, result.topicId(), result.numPartitions(), result.replicationFactor());
    }

    /** Deletes the topic and all its records; fails with {@code UNKNOWN_TOPIC_OR_PARTITION} if there is none. */
    public CompletableFuture<Void> delete(String name) {
        Call<Void> call = new Call<>(
                ApiKey.DELETE_TOPICS,
                Short.MAX_VALUE,
                0,
                version -> deletion(name, version),
                answer -> deleted(name, (DeleteTopicsResponse) answer));
        return cluster.toController(call).whenComplete((done, failure) -> cluster.forgetTopic(name));
    }

    private DeleteTopicsRequest deletion(String name, int version) {
        DeleteTopicsRequest.Builder request = DeleteTopicsRequest.builder().timeoutMs(timeoutMs);
        return version >= TOPIC_STATES_SINCE
                ? request.topics(List.of(new DeleteTopicsRequest.DeleteTopicState(name, Uuid.ZERO)))
                        .build()
                : request.topicNames(List.of(name)).build();
    }

    private static Void deleted(String name, DeleteTopicsResponse response) {
        DeleteTopicsResponse.DeletableTopicResult result = response.responses().get(0);
        ClientErrors.check(result.errorCode(), "deleting topic '" + name + "'", result.errorMessage());
        return null;
    }
}
