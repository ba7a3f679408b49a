package dev.leat.broker.request.admin;

import dev.leat.broker.config.ConfigAlteration.Edit;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.broker.request.admin.ConfigChanger.Change;
import dev.leat.broker.request.admin.ConfigChanger.Changed;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.IncrementalAlterConfigsRequest;
import dev.leat.protocol.message.IncrementalAlterConfigsRequest.AlterConfigsResource;
import dev.leat.protocol.message.IncrementalAlterConfigsResponse;
import dev.leat.protocol.message.IncrementalAlterConfigsResponse.AlterConfigsResourceResponse;
import java.util.List;

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
        List<Change> changes = request.resources().stream()
                .map(IncrementalAlterConfigsHandler::changeOf)
                .toList();
        changer.changeAll(changes, true, request.validateOnly())
                .whenComplete((changed, fault) -> Replies.endWith(context, fault, () -> responseOf(changed)));
    }

    private static Change changeOf(AlterConfigsResource asked) {
        List<Edit> edits = asked.configs().stream()
                .map(setting -> new Edit(setting.name(), setting.configOperation(), setting.value()))
                .toList();
        return new Change(new ConfigResource(asked.resourceType(), asked.resourceName()), edits);
    }

    private static IncrementalAlterConfigsResponse responseOf(List<Changed> changed) {
        return IncrementalAlterConfigsResponse.builder()
                .responses(changed.stream()
                        .map(IncrementalAlterConfigsHandler::responseOf)
                        .toList())
                .build();
    }

    private static AlterConfigsResourceResponse responseOf(Changed changed) {
        return AlterConfigsResourceResponse.builder()
                .resourceType(changed.resource().type())
                .resourceName(changed.resource().name())
                .errorCode(changed.result().error().code())
                .errorMessage(changed.result().message())
                .build();
    }
}
