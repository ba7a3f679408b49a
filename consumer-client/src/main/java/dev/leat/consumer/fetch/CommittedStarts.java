package dev.leat.consumer.fetch;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.metadata.Cluster;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.consumer.fetch.FetchEngine.Committed;
import dev.leat.consumer.offset.Position;
import dev.leat.protocol.model.TopicPartition;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Has feeds start at the committed offsets of their partitions. Who keeps those is asked on the polling thread, again after a
 * failure that may pass; the answer comes on any thread and takes effect on the loop.
 */
final class CommittedStarts {
    private final Cluster cluster;
    private final FetchLoop loop;
    private final HandOver handOver;

    CommittedStarts(Cluster cluster, FetchLoop loop, HandOver handOver) {
        this.cluster = cluster;
        this.loop = loop;
        this.handOver = handOver;
    }

    /** Asks for the {@code tries}th time, unless {@code tracked} knows by now where it starts. */
    void ask(Tracked tracked, int tries) {
        Committed committed = tracked.committed();
        if (committed != null) {
            ask(Map.of(tracked.feed().partition(), tracked.feed()), committed, tries);
        }
    }

    void ask(Map<TopicPartition, Feed> begun, Committed committed, int tries) {
        offsets(committed, begun.keySet()).whenComplete((offsets, failure) -> {
            if (failure == null) {
                onLoop(() -> start(begun, offsets));
            } else if (ClientErrors.isRetriable(failure)) {
                begun.values().forEach(feed -> feed.markTrouble(ClientErrors.from(failure)));
                cluster.afterPause(
                        tries,
                        () -> begun.values().forEach(feed -> handOver.give(new FetchEvent.Unanswered(feed, tries))));
            } else {
                onLoop(() -> begun.values().forEach(feed -> loop.fail(feed, ClientErrors.from(failure))));
            }
        });
    }

    private static CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> offsets(
            Committed committed, Set<TopicPartition> which) {
        try {
            return committed.apply(which);
        } catch (RuntimeException failure) { // of an application's own store
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void start(Map<TopicPartition, Feed> begun, Map<TopicPartition, OffsetAndMetadata> offsets) {
        begun.forEach((partition, feed) -> {
            OffsetAndMetadata offset = offsets.get(partition);
            if (offset == null) {
                loop.reset(feed);
            } else {
                loop.startAt(feed, new Position(offset.offset(), offset.leaderEpoch()));
            }
        });
    }

    private void onLoop(Runnable task) {
        cluster.network().onLoop(task);
    }
}
