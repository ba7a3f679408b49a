package dev.leat.broker.group;

import dev.leat.broker.cluster.ClusterView;
import dev.leat.broker.cluster.InternalTopics;
import dev.leat.broker.lane.Lanes;
import dev.leat.broker.partition.HostedTopics;
import dev.leat.broker.partition.PartitionObserver;
import dev.leat.controller.cluster.TopicImage;
import dev.leat.controller.group.GroupEvent;
import dev.leat.controller.group.GroupPartitions;
import dev.leat.controller.group.GroupReply;
import dev.leat.controller.group.GroupRequest;
import dev.leat.controller.group.ReplyTo;
import dev.leat.controller.group.TopicName;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The coordinators of this broker: makes one for each partition of the offsets topic, takes requests to them. */
public final class GroupShards implements HostedTopics.ObserverSource {
    private static final Logger LOG = LoggerFactory.getLogger(GroupShards.class);

    private final Lanes lanes;
    private final GroupServices services;
    private final ClusterView cluster;
    private final Map<Integer, GroupShard> shards = new ConcurrentHashMap<>();

    /**
     * @param cluster tells how many partitions the offsets topic has
     */
    public GroupShards(Lanes lanes, GroupServices services, ClusterView cluster) {
        this.lanes = lanes;
        this.services = services;
        this.cluster = cluster;
    }

    @Override
    public PartitionObserver of(TopicPartition partition) {
        if (!partition.topic().equals(InternalTopics.CONSUMER_OFFSETS)) {
            return PartitionObserver.NONE;
        }
        GroupShard shard = new GroupShard(lanes.of(partition), services);
        shards.put(partition.partition(), shard);
        return shard;
    }

    /**
     * Asks the coordinator of a group; any thread.
     *
     * @param request makes the request that the reply belongs to
     * @param then gets the reply, on the coordinator's lane, or on this thread if there is no coordinator here
     */
    <R extends GroupReply> void ask(String groupId, Function<ReplyTo<R>, GroupRequest<R>> request, Consumer<R> then) {
        GroupShard shard = shardOf(groupId);
        if (shard == null) {
            then.accept(request.apply(new PendingReply<>(then)).failed(ErrorCode.NOT_COORDINATOR));
        } else {
            ask(shard, request, then);
        }
    }

    private static <R extends GroupReply> void ask(
            GroupShard shard, Function<ReplyTo<R>, GroupRequest<R>> make, Consumer<R> then) {
        GroupRequest<R> request = make.apply(new PendingReply<>(then));
        try {
            shard.lane().execute(() -> shard.deliver(request));
        } catch (RejectedExecutionException overloaded) {
            then.accept(request.failed(ErrorCode.COORDINATOR_NOT_AVAILABLE));
        }
    }

    /** Asks the coordinators of several groups; completes with their replies in the order of the groups. */
    <R extends GroupReply> CompletableFuture<List<R>> askEach(List<String> groupIds, IndexedRequest<R> request) {
        List<CompletableFuture<R>> replies = new ArrayList<>(groupIds.size());
        for (int i = 0; i < groupIds.size(); i++) {
            int index = i;
            CompletableFuture<R> reply = new CompletableFuture<>();
            ask(groupIds.get(i), replyTo -> request.make(index, replyTo), reply::complete);
            replies.add(reply);
        }
        return all(replies);
    }

    /** Makes the request about the group at a place in a list. */
    @FunctionalInterface
    interface IndexedRequest<R extends GroupReply> {
        GroupRequest<R> make(int index, ReplyTo<R> replyTo);
    }

    /** Asks every coordinator of this broker. */
    <R extends GroupReply> CompletableFuture<List<R>> askAll(Function<ReplyTo<R>, GroupRequest<R>> request) {
        List<CompletableFuture<R>> replies = new ArrayList<>();
        for (GroupShard shard : shards.values()) {
            CompletableFuture<R> reply = new CompletableFuture<>();
            ask(shard, request, reply::complete);
            replies.add(reply);
        }
        return all(replies);
    }

    private static <R> CompletableFuture<List<R>> all(List<CompletableFuture<R>> replies) {
        return CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new))
                .thenApply(done -> replies.stream().map(CompletableFuture::join).toList());
    }

    /** Has the offsets of deleted topics forgotten. A shard whose lane takes no work keeps them until they expire. */
    public void topicsDeleted(List<TopicName> topics) {
        GroupEvent deleted = new GroupEvent.TopicsDeleted(topics);
        long refused = shards.values().stream()
                .filter(shard -> !handOver(shard, deleted))
                .count();
        if (refused > 0) {
            LOG.warn("{} coordinators keep the offsets of {} deleted topics until they expire", refused, topics.size());
        }
    }

    private static boolean handOver(GroupShard shard, GroupEvent event) {
        try {
            shard.lane().execute(() -> shard.deliver(event));
            return true;
        } catch (RejectedExecutionException stoppedOrOverloaded) {
            return false;
        }
    }

    private @Nullable GroupShard shardOf(String groupId) {
        TopicImage offsets = cluster.image().topic(InternalTopics.CONSUMER_OFFSETS);
        return offsets == null ? null : shards.get(GroupPartitions.partitionFor(groupId, offsets.partitionCount()));
    }
}
