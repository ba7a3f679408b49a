package dev.leat.consumer.fetch;

import dev.leat.base.WallClock;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.retry.Backoff;
import dev.leat.consumer.Lag;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.consumer.offset.Position;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The polling thread's half of fetching: which partitions are read, how far each has been given out, and what has been
 * fetched ahead.
 *
 * <p>Polling thread only. Nothing here waits; the loop half calls the {@code wake} it was given when there is news.
 */
public final class FetchEngine {
    private final FetchConfig config;
    private final Cluster cluster;
    private final WallClock wallClock;
    private final HandOver handOver;
    private final FetchLoop loop;
    private final TrackedPartitions partitions = new TrackedPartitions();
    private final CommittedStarts starts;
    private final Deque<FetchEvent> ready = new ArrayDeque<>();
    private final List<Fetched> used = new ArrayList<>();
    private @Nullable Fetched cut;
    private Unread unread = Unread.NOTHING;

    /** @param wake wakes the polling thread if it waits; any thread */
    public FetchEngine(FetchConfig config, Cluster cluster, Backoff backoff, WallClock wallClock, Runnable wake) {
        this.config = config;
        this.cluster = cluster;
        this.wallClock = wallClock;
        handOver = new HandOver(wake);
        loop = new FetchLoop(cluster, config, backoff, wallClock, handOver);
        starts = new CommittedStarts(cluster, loop, handOver);
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
        dropEnded();
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
        dropEnded();
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
        absorb();
        Tracked tracked = tracked(partition);
        if (tracked.position() == null) {
            throwFailureOf(tracked.feed());
        }
        return reached(tracked);
    }

    /** Positions that are known. */
    public Map<TopicPartition, Position> positions() {
        absorb();
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

    /** Gives back the buffers of what {@link #next} listed, except for those of which something is left. */
    public void release() {
        for (Fetched fetched : used) {
            free(fetched);
        }
        used.clear();
        cut = null;
    }

    /** Lets what {@code left} names not count as given out. */
    void countBut(Unread left) {
        unread = left;
    }

    /** Goes back to what was listed and does not count. */
    void giveBack() {
        for (TopicPartition partition : partitions.all()) {
            Position left = unread.of(tracked(partition).feed());
            if (left != null) {
                seek(partition, left);
            }
        }
    }

    /**
     * Lists the next records, at most {@code max.poll.records}, in {@code portions} and moves the positions behind them.
     *
     * @throws ClientException what stopped a partition, once everything before has been given out
     */
    void next(Portions portions) {
        absorb();
        int room = config.maxPollRecords();
        Iterator<FetchEvent> events = ready.iterator();
        while (room > 0 && events.hasNext()) {
            FetchEvent event = events.next();
            Tracked tracked = partitions.get(event.feed().partition());
            if (tracked == null || event.feed().isResting()) {
                continue;
            }
            if (event instanceof Fetched fetched) {
                room -= take(fetched, tracked, room, portions);
                if (!fetched.isExhausted()) {
                    cut = fetched;
                    break;
                }
                used.add(fetched);
                events.remove();
            } else if (!(event instanceof FetchEvent.Failed) || portions.isEmpty()) {
                events.remove();
                apply(event, tracked);
                events = ready.iterator(); // it may have ended a feed, and with it what follows
            } else {
                break; // what is before the failure first
            }
        }
        if (portions.isEmpty()) {
            makeRoomAmongPaused();
        }
    }

    private int take(Fetched fetched, Tracked tracked, int room, Portions portions) {
        Position position = tracked.position();
        if (position == null) {
            return 0; // not reached: a feed's records come behind its position
        }
        Portion portion = portions.add();
        try {
            tracked.moveTo(fetched.take(position, room, portion));
        } catch (FatalException damaged) {
            portions.removeLast();
            if (portions.isEmpty()) {
                throw damaged;
            }
            return 0; // what is before it first
        }
        int count = portion.recordCount();
        if (count == 0) {
            portions.removeLast();
        } else {
            tracked.gaveOut(fetched.lastTimestamp());
        }
        return count;
    }

    private void apply(FetchEvent event, Tracked tracked) {
        if (event instanceof FetchEvent.Positioned positioned) {
            tracked.moveTo(positioned.position());
        } else if (event instanceof FetchEvent.Truncated truncated) {
            Position given = tracked.position();
            Position cut = truncated.position();
            seek(event.feed().partition(), given == null || given.offset() > cut.offset() ? cut : given);
        } else if (event instanceof FetchEvent.Failed failed) {
            goOn(tracked);
            throw failed.reason();
        }
    }

    /** Tries again what has failed, as the application is being told of it. */
    private void goOn(Tracked tracked) {
        Feed feed = tracked.feed();
        if (tracked.committed() == null) {
            onLoop(() -> loop.retry(feed));
        } else {
            onLoop(() -> loop.begin(feed));
            starts.ask(tracked, 1);
        }
    }

    /** Takes over what the loop has given; starts take effect at once where nothing lies before them. */
    private void absorb() {
        for (FetchEvent event = handOver.take(); event != null; event = handOver.take()) {
            Tracked tracked = partitions.get(event.feed().partition());
            if (tracked == null || tracked.feed() != event.feed()) {
                drop(event);
            } else if (event instanceof FetchEvent.Unanswered unanswered) {
                starts.ask(tracked, unanswered.tries() + 1);
            } else if (event instanceof FetchEvent.Positioned positioned && tracked.position() == null) {
                tracked.moveTo(positioned.position());
            } else if (!(event instanceof FetchEvent.Positioned positioned)
                    || !positioned.position().equals(tracked.position())) {
                ready.add(event);
            }
        }
    }

    private void throwFailureOf(Feed feed) {
        for (FetchEvent event : ready) {
            if (event instanceof FetchEvent.Failed failed && failed.feed() == feed) {
                ready.remove(event);
                goOn(tracked(feed.partition()));
                throw failed.reason();
            }
        }
    }

    /** When paused partitions hold all that may be held, the others would starve: what is paused is fetched again later. */
    private void makeRoomAmongPaused() {
        if (!handOver.isRoomWanted() || handOver.heldBytes() < config.prefetchBytes()) {
            return;
        }
        Set<TopicPartition> holding = new HashSet<>();
        for (FetchEvent event : ready) {
            if (event instanceof Fetched fetched && fetched.feed().isPaused()) {
                holding.add(fetched.feed().partition());
            }
        }
        for (TopicPartition partition : holding) {
            Position position = tracked(partition).position();
            if (position != null) {
                seek(partition, position);
            }
        }
    }

    private void dropEnded() {
        for (Iterator<FetchEvent> events = ready.iterator(); events.hasNext(); ) {
            FetchEvent event = events.next();
            if (event.feed().isEnded()) {
                events.remove();
                drop(event);
            }
        }
    }

    private void drop(FetchEvent event) {
        if (event instanceof Fetched fetched) {
            if (fetched == cut) {
                used.add(fetched); // a part of it is being read
            } else {
                free(fetched);
            }
        }
    }

    private void free(Fetched fetched) {
        if (handOver.free(fetched)) {
            onLoop(loop::evaluate);
        }
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
        release();
        partitions.endAll();
        for (FetchEvent event = handOver.take(); event != null; event = handOver.take()) {
            ready.add(event);
        }
        dropEnded();
    }
}
