package dev.leat.broker.request.admin;

import dev.leat.broker.cluster.TopicMaker;
import dev.leat.broker.config.BrokerConfig;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.controller.cluster.ControllerService;
import dev.leat.controller.cluster.ItemResult;
import dev.leat.controller.cluster.TopicRef;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.DeleteTopicsRequest;
import dev.leat.protocol.message.DeleteTopicsRequest.DeleteTopicState;
import dev.leat.protocol.message.DeleteTopicsResponse;
import dev.leat.protocol.message.DeleteTopicsResponse.DeletableTopicResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** DeleteTopics: by name, and from version 6 on by id too. */
public final class DeleteTopicsHandler implements ApiHandler<DeleteTopicsRequest> {
    private static final int FIRST_VERSION_WITH_IDS = 6;

    private final ControllerService controller;
    private final TopicMaker maker;
    private final Supplier<BrokerConfig> config;

    public DeleteTopicsHandler(ControllerService controller, TopicMaker maker, Supplier<BrokerConfig> config) {
        this.controller = controller;
        this.maker = maker;
        this.config = config;
    }

    @Override
    public ApiKey key() {
        return ApiKey.DELETE_TOPICS;
    }

    @Override
    public void handle(DeleteTopicsRequest request, RequestContext context) {
        List<TopicRef> topics = topicsIn(request, context.version());
        if (!config.get().cluster().deleteTopics()) {
            context.reply(refuseAll(topics));
            return;
        }
        controller
                .deleteTopics(topics)
                .thenCompose(results -> maker.whenInPlace().thenApply(done -> results))
                .whenComplete((results, fault) -> Replies.endWith(context, fault, () -> respond(topics, results)));
    }

    private static List<TopicRef> topicsIn(DeleteTopicsRequest request, short version) {
        if (version < FIRST_VERSION_WITH_IDS) {
            return request.topicNames().stream().map(TopicRef::byName).toList();
        }
        return request.topics().stream().map(DeleteTopicsHandler::refOf).toList();
    }

    private static TopicRef refOf(DeleteTopicState topic) {
        String name = topic.name();
        return new TopicRef(name == null ? "" : name, topic.topicId());
    }

    private static DeleteTopicsResponse respond(List<TopicRef> topics, List<ItemResult> results) {
        List<DeletableTopicResult> responses = new ArrayList<>(results.size());
        for (int i = 0; i < results.size(); i++) {
            ItemResult result = results.get(i);
            responses.add(DeletableTopicResult.builder()
                    .name(result.name().isEmpty() ? nameOf(topics.get(i)) : result.name())
                    .topicId(result.topicId())
                    .errorCode(result.error().code())
                    .errorMessage(result.message())
                    .build());
        }
        return DeleteTopicsResponse.builder().responses(responses).build();
    }

    private static DeleteTopicsResponse refuseAll(List<TopicRef> topics) {
        return DeleteTopicsResponse.builder()
                .responses(topics.stream()
                        .map(topic -> DeletableTopicResult.builder()
                                .name(nameOf(topic))
                                .topicId(topic.id())
                                .errorCode(ErrorCode.TOPIC_DELETION_DISABLED.code())
                                .build())
                        .toList())
                .build();
    }

    private static @Nullable String nameOf(TopicRef topic) {
        return topic.name().isEmpty() ? null : topic.name();
    }
}
