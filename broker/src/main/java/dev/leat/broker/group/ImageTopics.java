package dev.leat.broker.group;

import dev.leat.broker.cluster.ClusterView;
import dev.leat.controller.cluster.TopicImage;
import dev.leat.controller.group.TopicName;
import dev.leat.controller.group.api.TopicDirectory;
import dev.leat.protocol.model.Uuid;
import org.jspecify.annotations.Nullable;

/** Answers from the cluster image which topics there are. */
public final class ImageTopics implements TopicDirectory {
    private final ClusterView cluster;

    public ImageTopics(ClusterView cluster) {
        this.cluster = cluster;
    }

    @Override
    public @Nullable TopicName byName(String name) {
        return nameOf(cluster.image().topic(name));
    }

    @Override
    public @Nullable TopicName byId(Uuid id) {
        return nameOf(cluster.image().topic(id));
    }

    private static @Nullable TopicName nameOf(@Nullable TopicImage topic) {
        return topic == null ? null : new TopicName(topic.name(), topic.id());
    }
}
