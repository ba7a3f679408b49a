package dev.leat.consumer;

import dev.leat.base.MonotonicClock;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.MisuseException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.PartitionView;
import dev.leat.client.serde.Deserializer;
import dev.leat.consumer.fetch.FetchEngine;
import dev.leat.consumer.fetch.PolledRecords;
import dev.leat.consumer.group.GroupMetrics;
import dev.leat.consumer.offset.OffsetLookup;
import dev.leat.consumer.offset.Position;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The consumer: the polling thread's side of fetching and of the group, put together. */
final class LeatConsumer<K, V> implements Consumer<K, V> {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final MonotonicClock clock;
    private final int apiTimeoutMs;
    private final Parking parking;
    private final Waiting waiting;
    private final FetchEngine engine;
    private final Lookups lookups;
    private final Membership group;
    private final Partitions partitions;
    private final PolledRecords<K, V> records;
    private final Commits commits = new Commits();
    private final PollMetrics polls;
    private final Deserializer<K> keys;
    private final Deserializer<V> values;
    private final Interceptors interceptors;
    private final OneThread thread = new OneThread();
    private volatile boolean wokenUp;

    /** @param groupOf makes the membership, given what it may do to the partitions */
    LeatConsumer(
            Cluster cluster,
            int apiTimeoutMs,
            Parking parking,
            FetchEngine engine,
            OffsetLookup lookup,
            Function<PartitionControl, Membership> groupOf,
            Deserializer<K> keys,
            Deserializer<V> values,
            Interceptors interceptors) {
        this.cluster = cluster;
        this.apiTimeoutMs = apiTimeoutMs;
        this.parking = parking;
        this.engine = engine;
        this.keys = keys;
        this.values = values;
        this.interceptors = interceptors;
        clock = cluster.network().clock();
        polls = new PollMetrics(clock);
        waiting = new Waiting(cluster.network(), parking);
        lookups = new Lookups(cluster, waiting, lookup, apiTimeoutMs);
        partitions = new Partitions(engine, this::committedOf);
        group = groupOf.apply(partitions);
        records = new PolledRecords<>(engine, keys, values);
    }

    private CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> committedOf(Set<TopicPartition> which) {
        return group.committed(which);
    }

    @Override
    public void assign(Collection<TopicPartition> wanted) {
        try (OneThread.Visit call = thread.enter()) {
            if (group.isSubscribed()) {
                throw new MisuseException("this consumer is subscribed to topics", "unsubscribe before assigning");
            }
            partitions.assignOnly(wanted);
        }
    }

    @Override
    public void subscribe(Collection<String> topics, RebalanceListener listener) {
        try (OneThread.Visit call = thread.enter()) {
            checkNotAssigned();
            group.subscribe(topics, listener);
        }
    }

    @Override
    public void subscribe(Pattern topics, RebalanceListener listener) {
        try (OneThread.Visit call = thread.enter()) {
            checkNotAssigned();
            group.subscribe(topics, listener);
        }
    }

    @Override
    public void subscribeByBroker(String regex, RebalanceListener listener) {
        try (OneThread.Visit call = thread.enter()) {
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
        try (OneThread.Visit call = thread.enter()) {
            group.unsubscribe();
            partitions.revoke(Set.copyOf(engine.assigned()));
        }
    }

    @Override
    public Set<TopicPartition> assignment() {
        try (OneThread.Visit call = thread.enter()) {
            return Set.copyOf(engine.assigned());
        }
    }

    @Override
    public Set<String> subscription() {
        try (OneThread.Visit call = thread.enter()) {
            return group.subscription();
        }
    }

    @Override
    public Records<K, V> poll(Duration timeout) {
        return poll(timeout, false, () -> false);
    }

    @Override
    public Iterable<RecordView<K, V>> records(Duration patience) {
        return RecordStreams.views(this::pollOneByOne, patience);
    }

    @Override
    public Stream<ConsumedRecord<K, V>> stream(Duration patience) {
        return RecordStreams.of(this::pollOneByOne, patience);
    }

    @Override
    public Iterable<RecordView<K, V>> read(TopicPartition partition, long offset, long length, Duration patience) {
        long end = RecordRange.end(offset, length);
        assign(List.of(partition));
        seek(partition, offset);
        Iterable<RecordView<K, V>> views =
                RecordStreams.views(timeout -> poll(timeout, true, () -> hasReached(partition, end)), patience);
        return () -> new RecordRange<>(views.iterator(), offset, end, to -> seek(partition, to));
    }

    private boolean hasReached(TopicPartition partition, long end) {
        Position position = engine.position(partition);
        return position != null && position.offset() >= end;
    }

    private Records<K, V> pollOneByOne(Duration timeout) {
        return poll(timeout, true, () -> false);
    }

    /**
     * @param oneByOne whether only those records count as given out to which an iteration comes
     * @param over     whether there is nothing to wait for
     */
    private Records<K, V> poll(Duration timeout, boolean oneByOne, BooleanSupplier over) {
        try (OneThread.Visit call = thread.enter();
                OneThread.Visit poll = polls.begin()) {
            if (!group.isSubscribed() && engine.assigned().isEmpty()) {
                callBack(); // of commits from before everything was given up
                throw new MisuseException("there is nothing to poll", "subscribe to topics, or assign partitions");
            }
            long deadline = waiting.deadline(timeout);
            do {
                callBack();
                group.onPoll(clock.millis());
                if (records.fill(oneByOne)) {
                    interceptors.onConsume(records);
                    return records;
                }
                if (over.getAsBoolean() || takeWakeup()) {
                    return records;
                }
            } while (waiting.forNews(deadline));
            return records;
        }
    }

    /** Tells what has become of commits. */
    private void callBack() {
        interceptors.tellCommits();
        commits.callBack();
    }

    private boolean takeWakeup() {
        boolean was = wokenUp;
        if (was) {
            wokenUp = false;
        }
        return was;
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        seek(partition, new OffsetAndMetadata(offset));
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata offset) {
        try (OneThread.Visit call = thread.enter()) {
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
        try (OneThread.Visit call = thread.enter()) {
            Collection<TopicPartition> all = which.isEmpty() ? Set.copyOf(engine.assigned()) : which;
            all.forEach(partition -> engine.seekToTime(partition, timestampMs));
        }
    }

    @Override
    public long position(TopicPartition partition) {
        try (OneThread.Visit call = thread.enter()) {
            long deadline = waiting.deadline(Duration.ofMillis(apiTimeoutMs));
            do {
                Position position = engine.position(partition);
                if (position != null) {
                    return position.offset();
                }
            } while (waiting.forNews(deadline));
            throw new RetriableException(
                    "the position of " + partition + " is not known yet",
                    "is its leader up? default.api.timeout.ms says how long to wait");
        }
    }

    @Override
    public void pause(Collection<TopicPartition> which) {
        try (OneThread.Visit call = thread.enter()) {
            engine.pause(which);
        }
    }

    @Override
    public void resume(Collection<TopicPartition> which) {
        try (OneThread.Visit call = thread.enter()) {
            engine.resume(which);
        }
    }

    @Override
    public Set<TopicPartition> paused() {
        try (OneThread.Visit call = thread.enter()) {
            return engine.paused();
        }
    }

    @Override
    public void commitSync() {
        try (OneThread.Visit call = thread.enter()) {
            commitSync(partitions.consumed());
        }
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try (OneThread.Visit call = thread.enter()) {
            waiting.on(group.commit(offsets));
            callBack();
        }
    }

    @Override
    public void commitAsync() {
        commitAsync(Commits.WARNING);
    }

    @Override
    public void commitAsync(CommitCallback callback) {
        try (OneThread.Visit call = thread.enter()) {
            commitAsync(partitions.consumed(), callback);
        }
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, CommitCallback callback) {
        try (OneThread.Visit call = thread.enter()) {
            commits.add(offsets, group.commit(offsets), callback);
        }
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> which) {
        try (OneThread.Visit call = thread.enter()) {
            group.groupMetadata(); // who has no group is told so
            return waiting.on(group.committed(which));
        }
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> which) {
        try (OneThread.Visit call = thread.enter()) {
            return lookups.offsets(which, OffsetLookup.EARLIEST);
        }
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> which) {
        try (OneThread.Visit call = thread.enter()) {
            return lookups.offsets(which, OffsetLookup.LATEST);
        }
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> timestampsMs) {
        try (OneThread.Visit call = thread.enter()) {
            return lookups.offsetsForTimes(timestampsMs);
        }
    }

    @Override
    public List<PartitionView> partitionsFor(String topic) {
        try (OneThread.Visit call = thread.enter()) {
            return lookups.partitionsOf(topic);
        }
    }

    @Override
    public @Nullable Lag lag(TopicPartition partition) {
        try (OneThread.Visit call = thread.enter()) {
            return engine.lag(partition);
        }
    }

    @Override
    public @Nullable ClientException trouble(TopicPartition partition) {
        try (OneThread.Visit call = thread.enter()) {
            return engine.trouble(partition);
        }
    }

    @Override
    public GroupMetadata groupMetadata() {
        try (OneThread.Visit call = thread.enter()) {
            return group.groupMetadata();
        }
    }

    @Override
    public ConsumerMetrics metrics() {
        GroupMetrics ofGroup = group.metrics();
        return new ConsumerMetrics(
                engine.metrics().snapshot(),
                polls.snapshot(),
                ofGroup.committing(),
                ofGroup.membership(clock.millis()));
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
        if (thread.isClosed()) {
            return;
        }
        try (OneThread.Visit call = thread.enter()) {
            long deadline = waiting.deadline(timeout);
            new Closing()
                    .step(() -> waiting.quietlyOn(commits.all(), deadline))
                    .step(this::callBack)
                    .step(() -> leaveGroup(deadline))
                    .step(interceptors::tellCommits)
                    .step(thread::close)
                    .step(() -> waiting.quietlyOn(engine.close(), deadline))
                    .step(records::close)
                    .step(engine::releaseAll)
                    .step(cluster::close)
                    .step(keys::close)
                    .step(values::close)
                    .step(interceptors::close)
                    .done();
        }
    }

    private void leaveGroup(long deadline) {
        CompletableFuture<@Nullable Throwable> left = group.close().handle((done, failure) -> failure);
        waiting.quietlyOn(left, deadline);
        Throwable thrown = left.getNow(null);
        if (thrown != null) {
            throw ClientErrors.unwrap(thrown) instanceof RuntimeException known ? known : ClientErrors.from(thrown);
        }
    }
}
