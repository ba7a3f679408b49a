package dev.leat.broker.request.admin;

import dev.leat.broker.config.ConfigAlteration.Edit;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.broker.request.admin.ConfigChanger.Change;
import dev.leat.broker.request.admin.ConfigChanger.Changed;
import dev.leat.protocol.message.AlterConfigsRequest;
import dev.leat.protocol.message.AlterConfigsRequest.AlterConfigsResource;
import dev.leat.protocol.message.AlterConfigsResponse;
import dev.leat.protocol.message.AlterConfigsResponse.AlterConfigsResourceResponse;
import dev.leat.protocol.message.ApiKey;
import java.util.List;

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
        List<Change> changes =
                request.resources().stream().map(AlterConfigsHandler::changeOf).toList();
        changer.changeAll(changes, false, request.validateOnly())
                .whenComplete((changed, fault) -> Replies.endWith(context, fault, () -> responseOf(changed)));
    }

    private static Change changeOf(AlterConfigsResource asked) {
        List<Edit> edits = asked.configs().stream()
                .map(setting -> Edit.set(setting.name(), setting.value()))
                .toList();
        return new Change(new ConfigResource(asked.resourceType(), asked.resourceName()), edits);
    }

    private static AlterConfigsResponse responseOf(List<Changed> changed) {
        return AlterConfigsResponse.builder()
                .responses(changed.stream().map(AlterConfigsHandler::responseOf).toList())
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
