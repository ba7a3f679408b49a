package dev.leat.broker.request.admin;

import dev.leat.broker.cluster.ClusterView;
import dev.leat.broker.config.BrokerConfig;
import dev.leat.broker.config.ConfigEntry;
import dev.leat.broker.config.ConfigView;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.controller.cluster.ClusterImage;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.DescribeConfigsRequest;
import dev.leat.protocol.message.DescribeConfigsRequest.DescribeConfigsResource;
import dev.leat.protocol.message.DescribeConfigsResponse;
import dev.leat.protocol.message.DescribeConfigsResponse.DescribeConfigsResourceResult;
import dev.leat.protocol.message.DescribeConfigsResponse.DescribeConfigsResult;
import dev.leat.protocol.message.DescribeConfigsResponse.DescribeConfigsSynonym;
import java.util.List;
import java.util.function.Supplier;

/** DescribeConfigs: the settings of topics and of this broker, with where each value comes from. */
public final class DescribeConfigsHandler implements ApiHandler<DescribeConfigsRequest> {
    private final ClusterView cluster;
    private final Supplier<BrokerConfig> config;

    public DescribeConfigsHandler(ClusterView cluster, Supplier<BrokerConfig> config) {
        this.cluster = cluster;
        this.config = config;
    }

    @Override
    public ApiKey key() {
        return ApiKey.DESCRIBE_CONFIGS;
    }

    @Override
    public void handle(DescribeConfigsRequest request, RequestContext context) {
        context.reply(DescribeConfigsResponse.builder()
                .results(request.resources().stream()
                        .map(asked -> describe(asked, request))
                        .toList())
                .build());
    }

    private DescribeConfigsResult describe(DescribeConfigsResource asked, DescribeConfigsRequest request) {
        ConfigResource resource = new ConfigResource(asked.resourceType(), asked.resourceName());
        ClusterImage image = cluster.image();
        var result =
                DescribeConfigsResult.builder().resourceType(resource.type()).resourceName(resource.name());
        ConfigResource.Problem problem =
                resource.problem(image, config.get().cluster().brokerId());
        if (problem != null) {
            return result.errorCode(problem.error().code())
                    .errorMessage(problem.message())
                    .build();
        }
        return result.configs(entries(resource, image, asked).stream()
                        .map(entry -> toResponse(entry, request))
                        .toList())
                .build();
    }

    private List<ConfigEntry> entries(ConfigResource resource, ClusterImage image, DescribeConfigsResource asked) {
        if (resource.isTopic()) {
            return ConfigView.topic(image.topicConfigs(resource.name()), config.get(), asked.configurationKeys());
        }
        return resource.isAllBrokers()
                ? ConfigView.brokerDefaults(config.get(), asked.configurationKeys())
                : ConfigView.broker(config.get(), asked.configurationKeys());
    }

    private static DescribeConfigsResourceResult toResponse(ConfigEntry entry, DescribeConfigsRequest request) {
        var result = DescribeConfigsResourceResult.builder()
                .name(entry.name())
                .value(entry.value())
                .readOnly(entry.readOnly())
                .configSource(entry.source().wireId())
                .isSensitive(entry.sensitive())
                .configType(entry.type().wireId());
        if (request.includeSynonyms()) {
            result.synonyms(entry.synonyms().stream()
                    .map(DescribeConfigsHandler::toResponse)
                    .toList());
        }
        if (request.includeDocumentation()) {
            result.documentation(entry.documentation());
        }
        return result.build();
    }

    private static DescribeConfigsSynonym toResponse(ConfigEntry.Synonym synonym) {
        return DescribeConfigsSynonym.builder()
                .name(synonym.name())
                .value(synonym.value())
                .source(synonym.source().wireId())
                .build();
    }
}
