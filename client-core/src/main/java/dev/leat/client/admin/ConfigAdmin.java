package dev.leat.client.admin;

import dev.leat.client.metadata.Cluster;
import dev.leat.client.net.Call;
import dev.leat.protocol.message.DescribeConfigsRequest;
import dev.leat.protocol.message.DescribeConfigsResponse;
import dev.leat.protocol.message.IncrementalAlterConfigsRequest;
import dev.leat.protocol.message.IncrementalAlterConfigsResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Reads and changes settings. */
public final class ConfigAdmin {
    private final Batches batches;

    public ConfigAdmin(Cluster cluster) {
        this(new Batches(cluster, cluster.config().apiTimeoutMs()));
    }

    ConfigAdmin(Batches batches) {
        this.batches = batches;
    }

    /** All settings of {@code resources} with the values in force. */
    public CompletableFuture<Results<ConfigResource, List<ConfigEntry>>> describe(
            Collection<ConfigResource> resources) {
        return batches.run(
                resources,
                Routing.by(ConfigResource::destination),
                keys -> Call.of(reading(keys), DescribeConfigsResponse.class).then(answer -> read(keys, answer)));
    }

    private static DescribeConfigsRequest reading(List<ConfigResource> resources) {
        return DescribeConfigsRequest.builder()
                .resources(resources.stream()
                        .map(resource -> DescribeConfigsRequest.DescribeConfigsResource.builder()
                                .resourceType(resource.type().code())
                                .resourceName(resource.name())
                                .configurationKeys(null)
                                .build())
                        .toList())
                .build();
    }

    private static Results<ConfigResource, List<ConfigEntry>> read(
            List<ConfigResource> resources, DescribeConfigsResponse response) {
        Results.Builder<ConfigResource, List<ConfigEntry>> results = new Results.Builder<>();
        for (DescribeConfigsResponse.DescribeConfigsResult result : response.results()) {
            ConfigResource resource = find(resources, result.resourceType(), result.resourceName());
            List<ConfigEntry> entries =
                    result.configs().stream().map(ConfigAdmin::entry).toList();
            results.put(
                    resource,
                    entries,
                    result.errorCode(),
                    "reading the settings of " + resource,
                    result.errorMessage());
        }
        return results.build();
    }

    private static ConfigEntry entry(DescribeConfigsResponse.DescribeConfigsResourceResult config) {
        return new ConfigEntry(
                config.name(), config.value(), ConfigEntry.Source.of(config.configSource()), config.isSensitive());
    }

    /**
     * Changes single settings and leaves the others as they are.
     *
     * @param validateOnly whether the broker is only to say if it would do it
     * @return the number of changes made to each
     */
    public CompletableFuture<Results<ConfigResource, Integer>> alter(
            Map<ConfigResource, List<ConfigChange>> changes, boolean validateOnly) {
        return batches.run(
                changes.keySet(),
                Routing.by(ConfigAdmin::changer),
                keys -> Call.of(altering(keys, changes, validateOnly), IncrementalAlterConfigsResponse.class)
                        .then(answer -> altered(keys, changes, answer)));
    }

    private static Destination changer(ConfigResource resource) {
        Destination owner = resource.destination();
        return owner instanceof Destination.Any ? new Destination.Controller() : owner;
    }

    private static IncrementalAlterConfigsRequest altering(
            List<ConfigResource> resources, Map<ConfigResource, List<ConfigChange>> changes, boolean validateOnly) {
        return IncrementalAlterConfigsRequest.builder()
                .validateOnly(validateOnly)
                .resources(resources.stream()
                        .map(resource -> IncrementalAlterConfigsRequest.AlterConfigsResource.builder()
                                .resourceType(resource.type().code())
                                .resourceName(resource.name())
                                .configs(changes.getOrDefault(resource, List.of()).stream()
                                        .map(ConfigAdmin::alterable)
                                        .toList())
                                .build())
                        .toList())
                .build();
    }

    private static IncrementalAlterConfigsRequest.AlterableConfig alterable(ConfigChange change) {
        return IncrementalAlterConfigsRequest.AlterableConfig.builder()
                .name(change.name())
                .configOperation(change.operation().code())
                .value(change.value())
                .build();
    }

    private static Results<ConfigResource, Integer> altered(
            List<ConfigResource> resources,
            Map<ConfigResource, List<ConfigChange>> changes,
            IncrementalAlterConfigsResponse response) {
        Results.Builder<ConfigResource, Integer> results = new Results.Builder<>();
        for (IncrementalAlterConfigsResponse.AlterConfigsResourceResponse result : response.responses()) {
            ConfigResource resource = find(resources, result.resourceType(), result.resourceName());
            results.put(
                    resource,
                    changes.getOrDefault(resource, List.of()).size(),
                    result.errorCode(),
                    "changing the settings of " + resource,
                    result.errorMessage());
        }
        return results.build();
    }

    private static ConfigResource find(List<ConfigResource> resources, byte type, String name) {
        return resources.stream()
                .filter(resource ->
                        resource.type().code() == type && resource.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("an answer about " + name + ", which was not asked for"));
    }
}
