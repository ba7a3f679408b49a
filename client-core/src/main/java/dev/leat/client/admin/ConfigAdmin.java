package dev.leat.client.admin;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.net.Call;
import dev.leat.protocol.message.DescribeConfigsRequest;
import dev.leat.protocol.message.DescribeConfigsResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reads settings. */
public final class ConfigAdmin {
    private static final byte TOPIC = 2;

    private final Cluster cluster;

    public ConfigAdmin(Cluster cluster) {
        this.cluster = cluster;
    }

    /** All settings of a topic with the values in force. */
    public CompletableFuture<List<ConfigEntry>> ofTopic(String topic) {
        DescribeConfigsRequest request = DescribeConfigsRequest.builder()
                .resources(List.of(DescribeConfigsRequest.DescribeConfigsResource.builder()
                        .resourceType(TOPIC)
                        .resourceName(topic)
                        .configurationKeys(null)
                        .build()))
                .build();
        return cluster.toAny(Call.of(request, DescribeConfigsResponse.class).then(answer -> entries(topic, answer)));
    }

    private static List<ConfigEntry> entries(String topic, DescribeConfigsResponse response) {
        DescribeConfigsResponse.DescribeConfigsResult result =
                response.results().get(0);
        ClientErrors.check(result.errorCode(), "reading the settings of topic '" + topic + "'", result.errorMessage());
        return result.configs().stream()
                .map(config -> new ConfigEntry(
                        config.name(),
                        config.value(),
                        ConfigEntry.Source.of(config.configSource()),
                        config.isSensitive()))
                .toList();
    }
}
