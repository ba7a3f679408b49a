package dev.leat.broker.request.admin;

import dev.leat.broker.config.ConfigAlteration.Edit;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.IncrementalAlterConfigsRequest;
import dev.leat.protocol.message.IncrementalAlterConfigsRequest.AlterConfigsResource;
import dev.leat.protocol.message.IncrementalAlterConfigsResponse;
import dev.leat.protocol.message.IncrementalAlterConfigsResponse.AlterConfigsResourceResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** IncrementalAlterConfigs: sets, deletes and edits some settings of a resource (KIP-339). */
public final class IncrementalAlterConfigsHandler implements ApiHandler<IncrementalAlterConfigsRequest> {
    private final ConfigChanger changer;

    public IncrementalAlterConfigsHandler(ConfigChanger changer) {
        this.changer = changer;
    }

    @Override
    public ApiKey key() {
        return ApiKey.INCREMENTAL_ALTER_CONFIGS;
    }

    @Override
    public void handle(IncrementalAlterConfigsRequest request, RequestContext context) {
        List<CompletableFuture<AlterConfigsResourceResponse>> changes = new ArrayList<>();
        for (AlterConfigsResource resource : request.resources()) {
            changes.add(change(resource, request.validateOnly()));
        }
        CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new))
                .whenComplete((done, fault) -> Replies.endWith(
                        context,
                        fault,
                        () -> IncrementalAlterConfigsResponse.builder()
                                .responses(changes.stream()
                                        .map(CompletableFuture::join)
                                        .toList())
                                .build()));
    }

    private CompletableFuture<AlterConfigsResourceResponse> change(AlterConfigsResource asked, boolean validateOnly) {
        ConfigResource resource = new ConfigResource(asked.resourceType(), asked.resourceName());
        List<Edit> edits = asked.configs().stream()
                .map(setting -> new Edit(setting.name(), setting.configOperation(), setting.value()))
                .toList();
        return changer.change(resource, edits, true, validateOnly)
                .thenApply(result -> AlterConfigsResourceResponse.builder()
                        .resourceType(resource.type())
                        .resourceName(resource.name())
                        .errorCode(result.error().code())
                        .errorMessage(result.message())
                        .build());
    }
}
