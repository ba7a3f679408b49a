package dev.leat.client.admin;

import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.ClusterView;
import dev.leat.client.metadata.TopicView;
import dev.leat.client.net.Call;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.CreatePartitionsRequest;
import dev.leat.protocol.message.CreatePartitionsResponse;
import dev.leat.protocol.message.CreateTopicsRequest;
import dev.leat.protocol.message.CreateTopicsResponse;
import dev.leat.protocol.message.DeleteTopicsRequest;
import dev.leat.protocol.message.DeleteTopicsResponse;
import dev.leat.protocol.model.Uuid;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Creates, lists, widens and deletes topics; {@link TopicDescriber} describes them. */
public final class TopicAdmin {
    private static final int TOPIC_STATES_SINCE = 6; // KIP-516: by name or id

    private final Cluster cluster;
    private final Batches batches;
    private final int timeoutMs;

    /**
     * @param timeoutMs how long the broker may take for a change, in ms; also how long retriable failures are retried
     */
    public TopicAdmin(Cluster cluster, int timeoutMs) {
        this.cluster = cluster;
        this.timeoutMs = timeoutMs;
        batches = new Batches(cluster, timeoutMs);
    }

    /** Creates {@code topic}; fails with {@code TOPIC_ALREADY_EXISTS} if there is one of this name. */
    public CompletableFuture<CreatedTopic> create(NewTopic topic) {
        return create(List.of(topic), false).thenApply(results -> results.of(topic.name()));
    }

    /**
     * Creates topics of different names.
     *
     * @param validateOnly whether the broker is only to say if it would do it
     */
    public CompletableFuture<Results<String, CreatedTopic>> create(Collection<NewTopic> topics, boolean validateOnly) {
        Map<String, NewTopic> byName = topics.stream().collect(Collectors.toMap(NewTopic::name, Function.identity()));
        return batches.run(
                byName.keySet(),
                Routing.to(new Destination.Controller()),
                names -> Call.of(creation(names, byName, validateOnly), CreateTopicsResponse.class)
                        .then(TopicAdmin::created));
    }

    private CreateTopicsRequest creation(List<String> names, Map<String, NewTopic> byName, boolean validateOnly) {
        return CreateTopicsRequest.builder()
                .topics(names.stream()
                        .map(name -> creatable(Objects.requireNonNull(byName.get(name))))
                        .toList())
                .timeoutMs(timeoutMs)
                .validateOnly(validateOnly)
                .build();
    }

    private static CreateTopicsRequest.CreatableTopic creatable(NewTopic topic) {
        return CreateTopicsRequest.CreatableTopic.builder()
                .name(topic.name())
                .numPartitions(topic.partitions())
                .replicationFactor((short) topic.replicas())
                .assignments(topic.assignments().entrySet().stream()
                        .map(partition -> new CreateTopicsRequest.CreatableReplicaAssignment(
                                partition.getKey(), partition.getValue()))
                        .toList())
                .configs(topic.configs().entrySet().stream()
                        .map(config -> CreateTopicsRequest.CreatableTopicConfig.builder()
                                .name(config.getKey())
                                .value(config.getValue())
                                .build())
                        .toList())
                .build();
    }

    private static Results<String, CreatedTopic> created(CreateTopicsResponse response) {
        Results.Builder<String, CreatedTopic> results = new Results.Builder<>();
        for (CreateTopicsResponse.CreatableTopicResult result : response.topics()) {
            results.put(
                    result.name(),
                    new CreatedTopic(
                            result.name(), result.topicId(), result.numPartitions(), result.replicationFactor()),
                    result.errorCode(),
                    "creating topic '" + result.name() + "'",
                    result.errorMessage());
        }
        return results.build();
    }

    /** Deletes topics and all their records; gives what their ids were. */
    public CompletableFuture<Results<String, Uuid>> delete(Collection<String> names) {
        List<String> gone = List.copyOf(names);
        return batches.run(gone, Routing.to(new Destination.Controller()), this::deletion)
                .whenComplete((done, failure) -> gone.forEach(cluster::forgetTopic));
    }

    private Call<Results<String, Uuid>> deletion(List<String> names) {
        return new Call<>(
                ApiKey.DELETE_TOPICS,
                Short.MAX_VALUE,
                0,
                version -> deletion(names, version),
                answer -> deleted((DeleteTopicsResponse) answer));
    }

    private DeleteTopicsRequest deletion(List<String> names, int version) {
        DeleteTopicsRequest.Builder request = DeleteTopicsRequest.builder().timeoutMs(timeoutMs);
        return version >= TOPIC_STATES_SINCE
                ? request.topics(names.stream()
                                .map(name -> new DeleteTopicsRequest.DeleteTopicState(name, Uuid.ZERO))
                                .toList())
                        .build()
                : request.topicNames(names).build();
    }

    private static Results<String, Uuid> deleted(DeleteTopicsResponse response) {
        Results.Builder<String, Uuid> results = new Results.Builder<>();
        for (DeleteTopicsResponse.DeletableTopicResult result : response.responses()) {
            String name = String.valueOf(result.name());
            results.put(
                    name, result.topicId(), result.errorCode(), "deleting topic '" + name + "'", result.errorMessage());
        }
        return results.build();
    }

    /** Every topic by name, those of the brokers themselves too. */
    public CompletableFuture<Map<String, TopicView>> list() {
        return cluster.retrying(cluster::refreshAll, timeoutMs).thenApply(ClusterView::topics);
    }

    /**
     * Adds partitions.
     *
     * @param totals how many each topic is to have; more than it has
     * @return the same numbers
     */
    public CompletableFuture<Results<String, Integer>> addPartitions(Map<String, Integer> totals) {
        return addPartitions(
                totals.entrySet().stream()
                        .map(topic -> new NewPartitions(topic.getKey(), topic.getValue()))
                        .toList(),
                false);
    }

    /**
     * Adds partitions to different topics.
     *
     * @param validateOnly whether the broker is only to say if it would do it
     * @return how many each topic has then, or would have
     */
    public CompletableFuture<Results<String, Integer>> addPartitions(
            Collection<NewPartitions> more, boolean validateOnly) {
        Map<String, NewPartitions> byTopic =
                more.stream().collect(Collectors.toMap(NewPartitions::topic, Function.identity()));
        return batches.run(
                        byTopic.keySet(),
                        Routing.to(new Destination.Controller()),
                        names -> Call.of(widening(names, byTopic, validateOnly), CreatePartitionsResponse.class)
                                .then(answer -> widened(byTopic, answer)))
                .whenComplete((done, failure) -> byTopic.keySet().forEach(cluster::forgetTopic));
    }

    private CreatePartitionsRequest widening(
            List<String> names, Map<String, NewPartitions> byTopic, boolean validateOnly) {
        return CreatePartitionsRequest.builder()
                .timeoutMs(timeoutMs)
                .validateOnly(validateOnly)
                .topics(names.stream()
                        .map(name -> widening(Objects.requireNonNull(byTopic.get(name))))
                        .toList())
                .build();
    }

    private static CreatePartitionsRequest.CreatePartitionsTopic widening(NewPartitions more) {
        return CreatePartitionsRequest.CreatePartitionsTopic.builder()
                .name(more.topic())
                .count(more.total())
                .assignments(more.assignments().isEmpty() ? null : placed(more))
                .build();
    }

    private static List<CreatePartitionsRequest.CreatePartitionsAssignment> placed(NewPartitions more) {
        return more.assignments().stream()
                .map(CreatePartitionsRequest.CreatePartitionsAssignment::new)
                .toList();
    }

    private static Results<String, Integer> widened(
            Map<String, NewPartitions> byTopic, CreatePartitionsResponse response) {
        Results.Builder<String, Integer> results = new Results.Builder<>();
        for (CreatePartitionsResponse.CreatePartitionsTopicResult result : response.results()) {
            NewPartitions asked = byTopic.get(result.name());
            results.put(
                    result.name(),
                    asked == null ? 0 : asked.total(),
                    result.errorCode(),
                    "adding partitions to topic '" + result.name() + "'",
                    result.errorMessage());
        }
        return results.build();
    }
}
