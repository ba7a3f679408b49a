package dev.leat.consumer.fetch;

import dev.leat.base.WallClock;
import dev.leat.client.error.ClientException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.retry.Backoff;
import dev.leat.consumer.Lag;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.consumer.offset.Position;
import dev.leat.protocol.model.TopicPartition;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The polling thread's half of fetching: which partitions are read, and how far each has been given out; what has been fetched
 * of them is {@link FetchedAhead}.
 *
 * <p>Polling thread only. Nothing here waits; the loop half calls the {@code wake} it was given when there is news.
 */
public final class FetchEngine {
    private final FetchConfig config;
    private final Cluster cluster;
    private final WallClock wallClock;
    private final FetchLoop loop;
    private final TrackedPartitions partitions = new TrackedPartitions();
    private final CommittedStarts starts;
    private final FetchedAhead ahead;
    private Unread unread = Unread.NOTHING;

    /** @param wake wakes the polling thread if it waits; any thread */
    public FetchEngine(FetchConfig config, Cluster cluster, Backoff backoff, WallClock wallClock, Runnable wake) {
        this.config = config;
        this.cluster = cluster;
        this.wallClock = wallClock;
        HandOver handOver = new HandOver(wake);
        loop = new FetchLoop(cluster, config, backoff, wallClock, handOver);
        starts = new CommittedStarts(cluster, loop, handOver);
        ahead = new FetchedAhead(this, config, partitions, handOver);
    }

    /** Where the committed offsets of partitions come from; completes on any thread. */
    public interface Committed
            extends Function<Set<TopicPartition>, CompletableFuture<Map<TopicPartition, OffsetAndMetadata>>> {}

    /**
     * Begins to read {@code added}, none of which is read already, at their committed offsets or where {@code
     * auto.offset.reset} says.
     *
     * @param committed asked again after failures that may pass
     */
    public void assign(Set<TopicPartition> added, Committed committed) {
        Map<TopicPartition, Feed> begun = new LinkedHashMap<>();
        for (TopicPartition partition : added) {
            Feed feed = new Feed(partition, false);
            partitions.add(new Tracked(feed, committed));
            begun.put(partition, feed);
        }
        if (!begun.isEmpty()) {
            onLoop(() -> begun.values().forEach(loop::begin));
            starts.ask(begun, committed, 1);
        }
    }

    /** Reads {@code gone} no more; what was fetched of them is dropped. */
    public void revoke(Collection<TopicPartition> gone) {
        for (TopicPartition partition : gone) {
            Tracked tracked = partitions.remove(partition);
            if (tracked != null) {
                Feed feed = tracked.feed();
                feed.end();
                onLoop(() -> loop.end(feed));
            }
        }
        ahead.dropEnded();
    }

    /** Gives nothing more of {@code going}, which will be revoked. */
    public void hold(Collection<TopicPartition> going) {
        for (TopicPartition partition : going) {
            Tracked tracked = partitions.get(partition);
            if (tracked != null) {
                tracked.feed().hold();
            }
        }
    }

    public Set<TopicPartition> assigned() {
        return partitions.all();
    }

    public Set<TopicPartition> paused() {
        return partitions.paused();
    }

    /** Goes on at {@code position}; what was fetched ahead is dropped, and the partition stays paused if it is. */
    public void seek(TopicPartition partition, Position position) {
        Feed feed = restart(partition, position);
        onLoop(() -> {
            loop.begin(feed);
            loop.startAt(feed, position);
        });
    }

    /** Goes on at the offset of {@code timestamp}, in ms or one of {@code OffsetLookup}'s constants. */
    public void seekToTime(TopicPartition partition, long timestamp) {
        Feed feed = restart(partition, null);
        onLoop(() -> {
            loop.begin(feed);
            loop.resetTo(feed, timestamp);
        });
    }

    private Feed restart(TopicPartition partition, @Nullable Position position) {
        Tracked tracked = tracked(partition);
        Feed feed = tracked.feed().successor();
        tracked.restart(feed, position);
        ahead.dropEnded();
        return feed;
    }

    public void pause(Collection<TopicPartition> which) {
        which.forEach(partition -> tracked(partition).feed().setPaused(true));
    }

    public void resume(Collection<TopicPartition> which) {
        which.forEach(partition -> tracked(partition).feed().setPaused(false));
        onLoop(loop::evaluate);
    }

    /**
     * Where the next poll goes on; null while that is being found out.
     *
     * @throws ClientException why it cannot be found out
     */
    public @Nullable Position position(TopicPartition partition) {
        ahead.absorb();
        Tracked tracked = tracked(partition);
        if (tracked.position() == null) {
            ahead.throwFailureOf(tracked);
        }
        return reached(tracked);
    }

    /** Positions that are known. */
    public Map<TopicPartition, Position> positions() {
        ahead.absorb();
        return partitions.positions(this::reached);
    }

    /** Behind what was given out and counts; null until it is known where reading starts. */
    private @Nullable Position reached(Tracked tracked) {
        Position left = unread.of(tracked.feed());
        return left == null ? tracked.position() : left;
    }

    /** As of the last answer; null before there was one. */
    public @Nullable Lag lag(TopicPartition partition) {
        Tracked tracked = tracked(partition);
        return tracked.lag(reached(tracked), config.isolation(), wallClock);
    }

    /** Why {@code partition} cannot be read for now; null if nothing is known to be in the way. */
    public @Nullable ClientException trouble(TopicPartition partition) {
        return tracked(partition).feed().trouble();
    }

    private Tracked tracked(TopicPartition partition) {
        return partitions.assigned(partition);
    }

    /** What was fetched and given out; any thread. */
    public FetchMetrics metrics() {
        return loop.metrics();
    }

    /** What there is to give out. */
    FetchedAhead ahead() {
        return ahead;
    }

    /** Lets what {@code left} names not count as given out. */
    void countBut(Unread left) {
        unread = left;
    }

    /** Goes back to what was listed and does not count; it need not be fetched again. */
    void giveBack() {
        if (unread == Unread.NOTHING) {
            return;
        }
        for (TopicPartition partition : partitions.all()) {
            Tracked tracked = tracked(partition);
            Position left = unread.of(tracked.feed());
            if (left != null) {
                tracked.moveTo(left);
                ahead.putBack(tracked.feed());
            }
        }
    }

    /** Tries again what has failed, as the application is being told of it. */
    void goOn(Tracked tracked) {
        Feed feed = tracked.feed();
        if (tracked.committed() == null) {
            onLoop(() -> loop.retry(feed));
        } else {
            onLoop(() -> loop.begin(feed));
            starts.ask(tracked, 1);
        }
    }

    /** Asks once more where {@code tracked} starts, {@code tries} times after nobody said. */
    void askAgain(Tracked tracked, int tries) {
        starts.ask(tracked, tries + 1);
    }

    /** The loop has waited for buffers to be given back. */
    void roomWasMade() {
        onLoop(loop::evaluate);
    }

    private void onLoop(Runnable task) {
        cluster.network().onLoop(task);
    }

    /** Ends the sessions; call {@link #releaseAll} when that is done. */
    public CompletableFuture<@Nullable Void> close() {
        CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
        onLoop(() -> loop.close().whenComplete((done, failure) -> closed.complete(null)));
        return closed;
    }

    /** Gives back every buffer. */
    public void releaseAll() {
        partitions.endAll();
        ahead.releaseAll();
    }
}
