package dev.leat.consumer.fetch;

import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.consumer.offset.Position;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the loop has handed over and was not given out yet, in the order in which it came, and the buffers of what the last poll
 * gave. Polling thread.
 */
final class FetchedAhead {
    private final FetchEngine engine;
    private final FetchConfig config;
    private final TrackedPartitions partitions;
    private final HandOver handOver;
    private final Deque<FetchEvent> ready = new ArrayDeque<>();
    private final List<Fetched> used = new ArrayList<>();
    private @Nullable Fetched cut;

    FetchedAhead(FetchEngine engine, FetchConfig config, TrackedPartitions partitions, HandOver handOver) {
        this.engine = engine;
        this.config = config;
        this.partitions = partitions;
        this.handOver = handOver;
    }

    /** Takes over what the loop has given; starts take effect at once where nothing lies before them. */
    void absorb() {
        for (FetchEvent event = handOver.take(); event != null; event = handOver.take()) {
            Tracked tracked = partitions.get(event.feed().partition());
            if (tracked == null || tracked.feed() != event.feed()) {
                drop(event);
            } else if (event instanceof FetchEvent.Unanswered unanswered) {
                engine.askAgain(tracked, unanswered.tries());
            } else if (event instanceof FetchEvent.Positioned positioned && tracked.position() == null) {
                tracked.moveTo(positioned.position());
            } else if (!(event instanceof FetchEvent.Positioned positioned)
                    || !positioned.position().equals(tracked.position())) {
                ready.add(event);
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
            } else if (portions.isEmpty()) {
                events.remove();
                apply(event, tracked);
                events = ready.iterator(); // it may have ended a feed, and with it what follows
            } else {
                break; // what is before it first: a part of that may be left unread
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
            engine.metrics().behind(Math.max(0, tracked.end(config.isolation()) - portion.end()));
        }
        return count;
    }

    private void apply(FetchEvent event, Tracked tracked) {
        if (event instanceof FetchEvent.Positioned positioned) {
            tracked.moveTo(positioned.position());
        } else if (event instanceof FetchEvent.Truncated truncated) {
            Position given = tracked.position();
            Position lost = truncated.position();
            engine.seek(event.feed().partition(), given == null || given.offset() > lost.offset() ? lost : given);
        } else if (event instanceof FetchEvent.Failed failed) {
            engine.goOn(tracked);
            throw failed.reason();
        }
    }

    /** Throws what has stopped {@code tracked}, if that is known, and has it tried again. */
    void throwFailureOf(Tracked tracked) {
        for (FetchEvent event : ready) {
            if (event instanceof FetchEvent.Failed failed && failed.feed() == tracked.feed()) {
                ready.remove(event);
                engine.goOn(tracked);
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
            Position position = partitions.assigned(partition).position();
            if (position != null) {
                engine.seek(partition, position);
            }
        }
    }

    /** Has {@link #next} list again what it listed last of {@code feed}, from the position on that was set meanwhile. */
    void putBack(Feed feed) {
        for (int i = used.size() - 1; i >= 0; i--) {
            Fetched fetched = used.get(i);
            if (fetched.feed() == feed) {
                used.remove(i);
                fetched.rewind();
                ready.addFirst(fetched);
            }
        }
        if (cut != null && cut.feed() == feed) {
            cut.rewind();
        }
    }

    /** Gives back the buffers of what {@link #next} listed, except for those of which something is left. */
    void release() {
        for (Fetched fetched : used) {
            engine.metrics().finished(fetched.sizeInBytes());
            free(fetched);
        }
        used.clear();
        cut = null;
    }

    /** Drops what is left of feeds that have ended. */
    void dropEnded() {
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
            engine.roomWasMade();
        }
    }

    /** Gives back every buffer; all feeds have ended. */
    void releaseAll() {
        release();
        for (FetchEvent event = handOver.take(); event != null; event = handOver.take()) {
            ready.add(event);
        }
        dropEnded();
    }
}
