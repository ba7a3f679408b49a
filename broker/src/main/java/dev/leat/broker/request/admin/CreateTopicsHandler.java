package dev.leat.broker.request.admin;

import dev.leat.broker.cluster.TopicMaker;
import dev.leat.broker.config.BrokerConfig;
import dev.leat.broker.config.ConfigEntry;
import dev.leat.broker.config.ConfigView;
import dev.leat.broker.config.TopicConfig;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.controller.cluster.ControllerService;
import dev.leat.controller.cluster.ItemResult;
import dev.leat.controller.cluster.NewTopic;
import dev.leat.controller.cluster.TopicImage;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.CreateTopicsRequest;
import dev.leat.protocol.message.CreateTopicsRequest.CreatableReplicaAssignment;
import dev.leat.protocol.message.CreateTopicsRequest.CreatableTopic;
import dev.leat.protocol.message.CreateTopicsRequest.CreatableTopicConfig;
import dev.leat.protocol.message.CreateTopicsResponse;
import dev.leat.protocol.message.CreateTopicsResponse.CreatableTopicConfigs;
import dev.leat.protocol.message.CreateTopicsResponse.CreatableTopicResult;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** CreateTopics: checks names and settings, has the controller make the topics, answers when they can be used here. */
public final class CreateTopicsHandler implements ApiHandler<CreateTopicsRequest> {
    private final ControllerService controller;
    private final TopicMaker maker;
    private final Supplier<BrokerConfig> config;

    public CreateTopicsHandler(ControllerService controller, TopicMaker maker, Supplier<BrokerConfig> config) {
        this.controller = controller;
        this.maker = maker;
        this.config = config;
    }

    @Override
    public ApiKey key() {
        return ApiKey.CREATE_TOPICS;
    }

    @Override
    public void handle(CreateTopicsRequest request, RequestContext context) {
        Map<String, CreatableTopicResult> refused = new HashMap<>();
        List<NewTopic> wanted = new ArrayList<>();
        Set<String> twice = duplicatesIn(request);
        for (CreatableTopic topic : request.topics()) {
            if (twice.contains(topic.name())) {
                refused.put(topic.name(), refusal(topic, ErrorCode.INVALID_REQUEST, "Duplicate topic name."));
            } else {
                problemWith(topic)
                        .ifPresentOrElse(
                                problem -> refused.put(topic.name(), refusal(topic, ErrorCode.INVALID_CONFIG, problem)),
                                () -> wanted.add(plan(topic)));
            }
        }
        controller
                .createTopics(wanted, request.validateOnly())
                .thenCompose(results -> maker.whenInPlace().thenApply(done -> results))
                .whenComplete(
                        (results, fault) -> Replies.endWith(context, fault, () -> respond(request, refused, results)));
    }

    private static Set<String> duplicatesIn(CreateTopicsRequest request) {
        Set<String> seen = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (CreatableTopic topic : request.topics()) {
            if (!seen.add(topic.name())) {
                twice.add(topic.name());
            }
        }
        return twice;
    }

    private Optional<String> problemWith(CreatableTopic topic) {
        for (CreatableTopicConfig setting : topic.configs()) {
            if (setting.value() == null) {
                return Optional.of("Null value not supported for topic configs: " + setting.name());
            }
        }
        return TopicConfig.problemWith(settingsOf(topic), config.get());
    }

    private static Map<String, String> settingsOf(CreatableTopic topic) {
        Map<String, String> settings = new HashMap<>();
        for (CreatableTopicConfig setting : topic.configs()) {
            String value = setting.value();
            if (value != null) {
                settings.put(setting.name(), value);
            }
        }
        return settings;
    }

    private static NewTopic plan(CreatableTopic topic) {
        Map<Integer, List<Integer>> assignments = new HashMap<>();
        for (CreatableReplicaAssignment assignment : topic.assignments()) {
            assignments.put(assignment.partitionIndex(), assignment.brokerIds());
        }
        return new NewTopic(
                topic.name(),
                Uuid.ZERO,
                topic.numPartitions(),
                topic.replicationFactor(),
                assignments,
                settingsOf(topic));
    }

    private CreateTopicsResponse respond(
            CreateTopicsRequest request, Map<String, CreatableTopicResult> refused, List<ItemResult> results) {
        Map<String, CreatableTopicResult> answers = new HashMap<>(refused);
        results.forEach(result -> answers.put(result.name(), toResponse(result)));
        return CreateTopicsResponse.builder()
                .topics(request.topics().stream()
                        .map(CreatableTopic::name)
                        .distinct()
                        .flatMap(name -> Optional.ofNullable(answers.get(name)).stream())
                        .toList())
                .build();
    }

    private static CreatableTopicResult refusal(CreatableTopic topic, ErrorCode error, String message) {
        return CreatableTopicResult.builder()
                .name(topic.name())
                .errorCode(error.code())
                .errorMessage(message)
                .build();
    }

    private CreatableTopicResult toResponse(ItemResult result) {
        var response = CreatableTopicResult.builder()
                .name(result.name())
                .errorCode(result.error().code())
                .errorMessage(result.message());
        TopicImage topic = result.topic();
        if (topic != null) {
            response.topicId(topic.id())
                    .numPartitions(topic.partitionCount())
                    .replicationFactor(
                            (short) topic.partitions().get(0).replicas().size())
                    .configs(ConfigView.topic(topic.configs(), config.get(), null).stream()
                            .map(CreateTopicsHandler::toResponse)
                            .toList());
        }
        return response.build();
    }

    private static CreatableTopicConfigs toResponse(ConfigEntry entry) {
        return CreatableTopicConfigs.builder()
                .name(entry.name())
                .value(entry.value())
                .readOnly(entry.readOnly())
                .configSource(entry.source().wireId())
                .isSensitive(entry.sensitive())
                .build();
    }
}
