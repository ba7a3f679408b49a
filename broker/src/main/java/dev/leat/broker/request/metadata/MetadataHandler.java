package dev.leat.broker.request.metadata;

import dev.leat.broker.cluster.AutoTopics;
import dev.leat.broker.cluster.ClusterView;
import dev.leat.broker.cluster.Endpoints;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.controller.cluster.ClusterImage;
import dev.leat.controller.cluster.TopicImage;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.MetadataRequest;
import dev.leat.protocol.message.MetadataRequest.MetadataRequestTopic;
import dev.leat.protocol.message.MetadataResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Metadata: brokers, and the topics asked for with their leaders; creates topics on their first mention if allowed. */
public final class MetadataHandler implements ApiHandler<MetadataRequest> {
    private static final int FIRST_VERSION_WHERE_EMPTY_MEANS_NONE = 1;
    private static final int FIRST_VERSION_WITHOUT_NAMES = 12;

    private final ClusterView cluster;
    private final Endpoints endpoints;
    private final AutoTopics autoTopics;
    private volatile @Nullable Members members;

    public MetadataHandler(ClusterView cluster, Endpoints endpoints, AutoTopics autoTopics) {
        this.cluster = cluster;
        this.endpoints = endpoints;
        this.autoTopics = autoTopics;
    }

    @Override
    public ApiKey key() {
        return ApiKey.METADATA;
    }

    @Override
    public void handle(MetadataRequest request, RequestContext context) {
        List<String> toCreate = missing(request);
        if (toCreate.isEmpty()) {
            context.reply(respond(request, context.version(), Map.of()));
            return;
        }
        autoTopics
                .ensure(toCreate)
                .whenComplete((failures, fault) ->
                        context.reply(respond(request, context.version(), fault == null ? failures : Map.of())));
    }

    private List<String> missing(MetadataRequest request) {
        if (!request.allowAutoTopicCreation() || !autoTopics.enabledForClients() || request.topics() == null) {
            return List.of();
        }
        ClusterImage image = cluster.image();
        List<String> missing = new ArrayList<>();
        for (MetadataRequestTopic topic : request.topics()) {
            String name = nameOf(topic);
            if (name != null && image.topic(name) == null) {
                missing.add(name);
            }
        }
        return missing;
    }

    private MetadataResponse respond(MetadataRequest request, short version, Map<String, ErrorCode> failures) {
        ClusterImage image = cluster.image();
        Members members = membersOf(image);
        return MetadataResponse.builder()
                .brokers(members.brokers())
                .clusterId(members.clusterId())
                .controllerId(image.controllerId())
                .topics(topics(image, request, version, failures))
                .build();
    }

    /** What every answer repeats, made once for each image. */
    private record Members(
            ClusterImage image, String clusterId, List<MetadataResponse.MetadataResponseBroker> brokers) {}

    private Members membersOf(ClusterImage image) {
        Members known = members;
        if (known == null || known.image != image) {
            known = new Members(image, image.clusterId().toString(), brokers(image));
            members = known;
        }
        return known;
    }

    private List<MetadataResponse.MetadataResponseBroker> brokers(ClusterImage image) {
        return endpoints.all(image).stream()
                .map(node -> MetadataResponse.MetadataResponseBroker.builder()
                        .nodeId(node.id())
                        .host(node.host())
                        .port(node.port())
                        .rack(node.rack())
                        .build())
                .toList();
    }

    private static List<MetadataResponse.MetadataResponseTopic> topics(
            ClusterImage image, MetadataRequest request, short version, Map<String, ErrorCode> failures) {
        List<MetadataRequestTopic> asked = request.topics();
        if (asked == null || asked.isEmpty() && version < FIRST_VERSION_WHERE_EMPTY_MEANS_NONE) {
            return image.topics().stream()
                    .map(topic -> TopicMetadata.of(topic, image))
                    .toList();
        }
        List<MetadataResponse.MetadataResponseTopic> topics = new ArrayList<>(asked.size());
        for (MetadataRequestTopic topic : asked) {
            topics.add(topic(image, topic, version, failures));
        }
        return topics;
    }

    private static MetadataResponse.MetadataResponseTopic topic(
            ClusterImage image, MetadataRequestTopic asked, short version, Map<String, ErrorCode> failures) {
        TopicImage found = find(image, asked);
        if (found != null) {
            return TopicMetadata.of(found, image);
        }
        String name = nameOf(asked);
        if (name == null) {
            String absent = version < FIRST_VERSION_WITHOUT_NAMES ? "" : null;
            return TopicMetadata.unknown(absent, asked.topicId(), ErrorCode.UNKNOWN_TOPIC_ID);
        }
        ErrorCode error = failures.getOrDefault(name, TopicMetadata.errorForUnknown(name));
        return TopicMetadata.unknown(name, asked.topicId(), error);
    }

    private static @Nullable TopicImage find(ClusterImage image, MetadataRequestTopic asked) {
        String name = nameOf(asked);
        return name != null ? image.topic(name) : image.topic(asked.topicId());
    }

    /** The name asked for, or null if the id counts: kafka-clients then send an empty name instead of none. */
    private static @Nullable String nameOf(MetadataRequestTopic asked) {
        return asked.topicId().isZero() ? asked.name() : null;
    }
}
