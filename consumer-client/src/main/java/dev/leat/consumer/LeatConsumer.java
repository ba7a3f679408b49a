package dev.leat.consumer;

import dev.leat.base.MonotonicClock;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.MisuseException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.PartitionView;
import dev.leat.client.metadata.TopicView;
import dev.leat.client.serde.Deserializer;
import dev.leat.consumer.fetch.FetchEngine;
import dev.leat.consumer.fetch.PolledRecords;
import dev.leat.consumer.offset.OffsetLookup;
import dev.leat.consumer.offset.Position;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The consumer: the polling thread's side of fetching and of the group, put together. */
final class LeatConsumer<K, V> implements Consumer<K, V> {
    private static final Logger LOG = LoggerFactory.getLogger(LeatConsumer.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
    private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(100); // the group has deadlines too

    private final Cluster cluster;
    private final MonotonicClock clock;
    private final int apiTimeoutMs;
    private final Parking parking;
    private final FetchEngine engine;
    private final OffsetLookup lookup;
    private final Membership group;
    private final PartitionControl partitions;
    private final PolledRecords<K, V> records;
    private final Commits commits = new Commits();
    private final Deserializer<K> keys;
    private final Deserializer<V> values;
    private final AtomicReference<@Nullable Thread> user = new AtomicReference<>();
    private volatile boolean wokenUp;
    private boolean closed;

    /** @param groupOf makes the membership, given what it may do to the partitions */
    LeatConsumer(
            Cluster cluster,
            int apiTimeoutMs,
            Parking parking,
            FetchEngine engine,
            OffsetLookup lookup,
            Function<PartitionControl, Membership> groupOf,
            Deserializer<K> keys,
            Deserializer<V> values) {
        this.cluster = cluster;
        this.apiTimeoutMs = apiTimeoutMs;
        this.parking = parking;
        this.engine = engine;
        this.lookup = lookup;
        this.keys = keys;
        this.values = values;
        clock = cluster.network().clock();
        partitions = new Partitions(engine, this::committedOf);
        group = groupOf.apply(partitions);
        records = new PolledRecords<>(engine, keys, values);
    }

    private CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> committedOf(Set<TopicPartition> which) {
        return group.committed(which);
    }

    /** Makes sure that one thread at a time is inside; nested calls, of listeners, are fine. */
    private Session enter() {
        Thread me = Thread.currentThread();
        if (user.get() == me) {
            return Session.NESTED;
        }
        if (!user.compareAndSet(null, me)) {
            throw new MisuseException(
                    "another thread is using this consumer",
                    "one consumer per thread; only wakeup may come from others");
        }
        if (closed) {
            user.set(null);
            throw new MisuseException("this consumer is closed", "");
        }
        return () -> user.set(null);
    }

    /** A call on its way through the consumer. */
    private interface Session extends AutoCloseable {
        Session NESTED = () -> {};

        @Override
        void close();
    }

    @Override
    public void assign(Collection<TopicPartition> wanted) {
        try (Session session = enter()) {
            if (group.isSubscribed()) {
                throw new MisuseException("this consumer is subscribed to topics", "unsubscribe before assigning");
            }
            Set<TopicPartition> added = new LinkedHashSet<>(wanted);
            Set<TopicPartition> gone = new LinkedHashSet<>(engine.assigned());
            gone.removeAll(added);
            added.removeAll(engine.assigned());
            partitions.revoke(gone);
            partitions.assign(added);
        }
    }

    @Override
    public void subscribe(Collection<String> topics, RebalanceListener listener) {
        try (Session session = enter()) {
            checkNotAssigned();
            group.subscribe(topics, listener);
        }
    }

    @Override
    public void subscribe(Pattern topics, RebalanceListener listener) {
        try (Session session = enter()) {
            checkNotAssigned();
            group.subscribe(topics, listener);
        }
    }

    @Override
    public void subscribeByBroker(String regex, RebalanceListener listener) {
        try (Session session = enter()) {
            checkNotAssigned();
            group.subscribeByBroker(regex, listener);
        }
    }

    private void checkNotAssigned() {
        if (!group.isSubscribed() && !engine.assigned().isEmpty()) {
            throw new MisuseException("this consumer has partitions assigned to it", "unsubscribe before subscribing");
        }
    }

    @Override
    public void unsubscribe() {
        try (Session session = enter()) {
            group.unsubscribe();
            partitions.revoke(Set.copyOf(engine.assigned()));
        }
    }

    @Override
    public Set<TopicPartition> assignment() {
        return Set.copyOf(engine.assigned());
    }

    @Override
    public Set<String> subscription() {
        return group.subscription();
    }

    @Override
    public Records<K, V> poll(Duration timeout) {
        try (Session session = enter()) {
            long deadline = deadline(timeout);
            do {
                commits.callBack();
                group.onPoll(clock.millis());
                if (records.fill() || takeWakeup()) {
                    return records;
                }
            } while (await(deadline));
            return records;
        }
    }

    private boolean takeWakeup() {
        boolean was = wokenUp;
        if (was) {
            wokenUp = false;
        }
        return was;
    }

    private long deadline(Duration timeout) {
        long now = clock.nanos();
        try {
            return Math.addExact(now, timeout.toNanos());
        } catch (ArithmeticException forever) {
            return Long.MAX_VALUE;
        }
    }

    /** Waits for news; false if the deadline has passed. */
    private boolean await(long deadline) {
        long left = deadline - clock.nanos();
        if (left <= 0) {
            return false;
        }
        parking.await(Math.min(left, LONGEST_PARK_NANOS));
        return true;
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        seek(partition, new OffsetAndMetadata(offset));
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata offset) {
        try (Session session = enter()) {
            engine.seek(partition, new Position(offset.offset(), offset.leaderEpoch()));
        }
    }

    @Override
    public void seekToBeginning(Collection<TopicPartition> which) {
        seekToTime(which, OffsetLookup.EARLIEST);
    }

    @Override
    public void seekToEnd(Collection<TopicPartition> which) {
        seekToTime(which, OffsetLookup.LATEST);
    }

    @Override
    public void seekToTime(Collection<TopicPartition> which, long timestampMs) {
        try (Session session = enter()) {
            Collection<TopicPartition> all = which.isEmpty() ? Set.copyOf(engine.assigned()) : which;
            all.forEach(partition -> engine.seekToTime(partition, timestampMs));
        }
    }

    @Override
    public long position(TopicPartition partition) {
        try (Session session = enter()) {
            long deadline = deadline(Duration.ofMillis(apiTimeoutMs));
            do {
                Position position = engine.position(partition);
                if (position != null) {
                    return position.offset();
                }
            } while (await(deadline));
            throw new RetriableException(
                    "the position of " + partition + " is not known yet",
                    "is its leader up? default.api.timeout.ms says how long to wait");
        }
    }

    @Override
    public void pause(Collection<TopicPartition> which) {
        try (Session session = enter()) {
            engine.pause(which);
        }
    }

    @Override
    public void resume(Collection<TopicPartition> which) {
        try (Session session = enter()) {
            engine.resume(which);
        }
    }

    @Override
    public Set<TopicPartition> paused() {
        return engine.paused();
    }

    @Override
    public void commitSync() {
        commitSync(partitions.consumed());
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try (Session session = enter()) {
            join(group.commit(offsets));
            commits.callBack();
        }
    }

    @Override
    public void commitAsync() {
        commitAsync((offsets, failure) -> {
            if (failure != null) {
                LOG.warn("committing {} failed: {}", offsets, failure.getMessage());
            }
        });
    }

    @Override
    public void commitAsync(CommitCallback callback) {
        commitAsync(partitions.consumed(), callback);
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, CommitCallback callback) {
        try (Session session = enter()) {
            commits.add(offsets, group.commit(offsets), callback);
        }
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> which) {
        return join(group.committed(which));
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> which) {
        return offsets(which, OffsetLookup.EARLIEST);
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> which) {
        return offsets(which, OffsetLookup.LATEST);
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> which, long time) {
        Map<TopicPartition, Long> times = new HashMap<>();
        which.forEach(partition -> times.put(partition, time));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        join(lookup.find(times, apiTimeoutMs)).forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> timestampsMs) {
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>(join(lookup.find(timestampsMs, apiTimeoutMs)));
        found.values().removeIf(none -> none.offset() < 0);
        return found;
    }

    @Override
    public List<PartitionView> partitionsFor(String topic) {
        TopicView view = join(cluster.retrying(() -> cluster.refresh(List.of(topic), false), apiTimeoutMs))
                .topics()
                .get(topic);
        return view == null ? List.of() : view.partitions();
    }

    /** Waits for {@code future}; futures have time-outs of their own. */
    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (RuntimeException failure) {
            throw ClientErrors.from(failure);
        }
    }

    @Override
    public @Nullable Lag lag(TopicPartition partition) {
        return engine.lag(partition);
    }

    @Override
    public @Nullable ClientException trouble(TopicPartition partition) {
        return engine.trouble(partition);
    }

    @Override
    public GroupMetadata groupMetadata() {
        return group.groupMetadata();
    }

    @Override
    public void wakeup() {
        wokenUp = true;
        parking.wake();
    }

    @Override
    public void close() {
        close(CLOSE_TIMEOUT);
    }

    @Override
    public void close(Duration timeout) {
        if (closed) {
            return;
        }
        try (Session session = enter()) {
            long deadline = deadline(timeout);
            awaitQuietly(commits.all(), deadline);
            commits.callBack();
            awaitQuietly(group.close(), deadline);
            closed = true;
            awaitQuietly(engine.close(), deadline);
            records.close();
            engine.releaseAll();
            cluster.close();
            keys.close();
            values.close();
        }
    }

    private void awaitQuietly(CompletableFuture<?> future, long deadline) {
        try {
            future.get(Math.max(0, deadline - clock.nanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException notInTime) {
            LOG.info("closing went on without a part of it: {}", notInTime.toString());
        }
    }
}
