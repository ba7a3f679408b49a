package dev.leat.broker.request.admin;

import dev.leat.broker.cluster.TopicMaker;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.controller.cluster.ControllerService;
import dev.leat.controller.cluster.ItemResult;
import dev.leat.controller.cluster.NewPartitions;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.CreatePartitionsRequest;
import dev.leat.protocol.message.CreatePartitionsRequest.CreatePartitionsTopic;
import dev.leat.protocol.message.CreatePartitionsResponse;
import dev.leat.protocol.message.CreatePartitionsResponse.CreatePartitionsTopicResult;
import java.util.List;

/** CreatePartitions: more partitions for existing topics (KIP-195). */
public final class CreatePartitionsHandler implements ApiHandler<CreatePartitionsRequest> {
    private final ControllerService controller;
    private final TopicMaker maker;

    public CreatePartitionsHandler(ControllerService controller, TopicMaker maker) {
        this.controller = controller;
        this.maker = maker;
    }

    @Override
    public ApiKey key() {
        return ApiKey.CREATE_PARTITIONS;
    }

    @Override
    public void handle(CreatePartitionsRequest request, RequestContext context) {
        controller
                .createPartitions(
                        request.topics().stream()
                                .map(CreatePartitionsHandler::planOf)
                                .toList(),
                        request.validateOnly())
                .thenCompose(results -> maker.whenInPlace().thenApply(done -> results))
                .whenComplete((results, fault) -> Replies.endWith(context, fault, () -> respond(results)));
    }

    private static NewPartitions planOf(CreatePartitionsTopic topic) {
        var assignments = topic.assignments();
        List<List<Integer>> placed = assignments == null
                ? List.of()
                : assignments.stream().map(assignment -> assignment.brokerIds()).toList();
        return new NewPartitions(topic.name(), topic.count(), placed);
    }

    private static CreatePartitionsResponse respond(List<ItemResult> results) {
        return CreatePartitionsResponse.builder()
                .results(results.stream()
                        .map(result -> CreatePartitionsTopicResult.builder()
                                .name(result.name())
                                .errorCode(result.error().code())
                                .errorMessage(result.message())
                                .build())
                        .toList())
                .build();
    }
}
