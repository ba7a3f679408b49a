package dev.leat.broker.request.admin;

import dev.leat.broker.config.ConfigAlteration.Edit;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.protocol.message.AlterConfigsRequest;
import dev.leat.protocol.message.AlterConfigsRequest.AlterConfigsResource;
import dev.leat.protocol.message.AlterConfigsResponse;
import dev.leat.protocol.message.AlterConfigsResponse.AlterConfigsResourceResponse;
import dev.leat.protocol.message.ApiKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** AlterConfigs: replaces all settings of a resource (deprecated in Kafka, still sent). */
public final class AlterConfigsHandler implements ApiHandler<AlterConfigsRequest> {
    private final ConfigChanger changer;

    public AlterConfigsHandler(ConfigChanger changer) {
        this.changer = changer;
    }

    @Override
    public ApiKey key() {
        return ApiKey.ALTER_CONFIGS;
    }

    @Override
    public void handle(AlterConfigsRequest request, RequestContext context) {
        List<CompletableFuture<AlterConfigsResourceResponse>> changes = new ArrayList<>();
        for (AlterConfigsResource resource : request.resources()) {
            changes.add(change(resource, request.validateOnly()));
        }
        CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new))
                .whenComplete((done, fault) -> Replies.endWith(
                        context,
                        fault,
                        () -> AlterConfigsResponse.builder()
                                .responses(changes.stream()
                                        .map(CompletableFuture::join)
                                        .toList())
                                .build()));
    }

    private CompletableFuture<AlterConfigsResourceResponse> change(AlterConfigsResource asked, boolean validateOnly) {
        ConfigResource resource = new ConfigResource(asked.resourceType(), asked.resourceName());
        List<Edit> edits = asked.configs().stream()
                .map(setting -> Edit.set(setting.name(), setting.value()))
                .toList();
        return changer.change(resource, edits, false, validateOnly)
                .thenApply(result -> AlterConfigsResourceResponse.builder()
                        .resourceType(resource.type())
                        .resourceName(resource.name())
                        .errorCode(result.error().code())
                        .errorMessage(result.message())
                        .build());
    }
}
