package dev.leat.consumer.group;

import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.TopicView;
import dev.leat.consumer.GroupMetadata;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.consumer.OffsetStore;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The offsets that a group has committed: its coordinator keeps them, or a store of the application's own. */
final class GroupOffsets {
    private final GroupConfig config;
    private final GroupContext context;
    private final GroupLoop loop;
    private final Cluster cluster;
    private final OffsetCalls calls;
    private final Committer committer;
    private final @Nullable OffsetStore store;

    GroupOffsets(GroupConfig config, GroupContext context, GroupLoop loop) {
        this.config = config;
        this.context = context;
        this.loop = loop;
        cluster = context.cluster();
        calls = new OffsetCalls(config.groupId(), config.instanceId(), this::topicId);
        committer = new Committer(config.groupId(), cluster, calls, loop::standing, context.apiTimeoutMs());
        store = context.offsets();
    }

    private Uuid topicId(String topic) {
        TopicView known = cluster.view().topics().get(topic);
        return known == null ? Uuid.ZERO : known.id();
    }

    /** Who commits, as the coordinator and the store know the member. */
    GroupMetadata committer() {
        MemberAction.Identity identity = loop.standing().identity();
        return new GroupMetadata(config.groupId(), identity.epoch(), identity.memberId(), config.instanceId());
    }

    /** Tells the store, if there is one, who writes the offsets of {@code added} from now on. Polling thread. */
    void claim(Set<TopicPartition> added) {
        if (store != null) {
            store.claim(added, committer());
        }
    }

    /** Those of {@code partitions} that have one. Any thread. */
    CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> committed(Set<TopicPartition> partitions) {
        if (partitions.isEmpty() || config.groupId().isEmpty() && store == null) {
            return CompletableFuture.completedFuture(Map.of());
        }
        if (store != null) {
            return CompletableFuture.completedFuture(store.read(partitions));
        }
        Set<TopicPartition> copy = Set.copyOf(partitions);
        return cluster.retrying(() -> ask(copy), context.apiTimeoutMs());
    }

    private CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> ask(Set<TopicPartition> partitions) {
        MemberAction.Identity identity =
                config.consumerProtocol() ? loop.standing().identity() : MemberAction.Identity.NONE;
        return cluster.toCoordinator(config.groupId(), calls.fetch(identity, partitions, context.requireStable()));
    }

    /**
     * Polling thread.
     *
     * @param asMember whether partitions come from the group; if not, offsets are only kept under its name
     */
    CompletableFuture<@Nullable Void> commit(Map<TopicPartition, OffsetAndMetadata> offsets, boolean asMember) {
        if (store != null) {
            store.store(offsets, committer());
            return CompletableFuture.completedFuture(null);
        }
        config.requireGroup();
        return committer.commit(offsets, asMember);
    }
}
