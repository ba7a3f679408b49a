package dev.leat.consumer;

import dev.leat.client.Seams;
import dev.leat.client.error.ClientException;
import dev.leat.client.metadata.PartitionView;
import dev.leat.client.net.Preparation;
import dev.leat.client.serde.Deserializer;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of partitions, chosen by the application ({@link #assign}) or by a group ({@link #subscribe}).
 *
 * <p>One thread at a time, the polling thread, except for {@link #wakeup} and {@link #metrics}. Calls that have to ask a broker
 * wait for it up to {@code default.api.timeout.ms}; all throw {@link dev.leat.client.error.ClientException}: retriable ones
 * may be called again, fatal, fenced and misuse ones not without a change.
 */
public interface Consumer<K, V> extends AutoCloseable {
    /**
     * Starts a consumer; connects to nothing before the first call that needs it. Deserializers and interceptors are
     * configured with the settings and closed with the consumer, or at once if this throws.
     *
     * @param settings by Kafka's names, see {@link ConsumerSettings}
     * @throws dev.leat.client.error.MisuseException naming the setting that is wrong or missing
     */
    static <K, V> Consumer<K, V> create(Map<?, ?> settings, Deserializer<K> keys, Deserializer<V> values) {
        Preparation.begin();
        return ConsumerAssembly.open(settings, keys, values, Seams.real());
    }

    /** The same with settings that are read already. */
    static <K, V> Consumer<K, V> create(ConsumerConfig config, Deserializer<K> keys, Deserializer<V> values) {
        return ConsumerAssembly.open(config, keys, values, Seams.real());
    }

    /**
     * Reads {@code partitions} and no others, without membership in a group. Those that were read before go on where they
     * stood; the others start at the committed offset if there is a {@code group.id}, else where {@code auto.offset.reset}
     * says.
     */
    void assign(Collection<TopicPartition> partitions);

    default void subscribe(Collection<String> topics) {
        subscribe(topics, RebalanceListener.NONE);
    }

    /** Reads the share of {@code topics} that the group {@code group.id} gives to this member. */
    void subscribe(Collection<String> topics, RebalanceListener listener);

    default void subscribe(Pattern topics) {
        subscribe(topics, RebalanceListener.NONE);
    }

    /** The same for all topics whose whole name matches, now or later. */
    void subscribe(Pattern topics, RebalanceListener listener);

    /**
     * The same with a pattern in RE2J's syntax that the broker resolves; only with {@code group.protocol=consumer}
     * (KIP-848).
     */
    void subscribeByBroker(String regex, RebalanceListener listener);

    /** Reads nothing any more; leaves the group. */
    void unsubscribe();

    /** Partitions that are read now. */
    Set<TopicPartition> assignment();

    /** Topics that are subscribed to. */
    Set<String> subscription();

    /**
     * Gives the next records, at once if some are there, and frees those of the last poll.
     *
     * @param timeout how long to wait for the first record; the group's work goes on meanwhile
     * @return empty if none came in time, or after {@link #wakeup}
     * @throws dev.leat.client.error.FatalException if it would wait and the thread is interrupted, which it stays
     */
    Records<K, V> poll(Duration timeout);

    /**
     * The records to come, one by one, over polls as needed; ends when none comes for {@code patience}. What {@link #poll}
     * says of views holds for each.
     *
     * <p>Positions and commits count what the iteration has given, the record that it stands on included, but not what was polled
     * behind its back: whoever leaves the loop early gets the rest from the next poll, without it being fetched again.
     */
    Iterable<RecordView<K, V>> records(Duration patience);

    /** The same as a sequential stream of copies; a {@code limit} counts to the record. */
    Stream<ConsumedRecord<K, V>> stream(Duration patience);

    /**
     * Polls on a thread of its own from now on and hands what comes to {@code handler}; the consumer belongs to that thread
     * until the pump is closed, which closes it too.
     */
    default RecordPump onRecords(RecordHandler<K, V> handler) {
        return RecordPump.start(this, handler);
    }

    /**
     * Reads a range of one partition: assigns that partition alone, goes to {@code offset}, and ends where the position is
     * {@code offset + length}, be it behind a record or a gap, or when no record came within {@code patience}. To be iterated
     * once; what {@link #records} says of views and counting holds.
     *
     * @param length offsets, at least 0; fewer records where compaction or control records have left gaps. With {@code
     *     Long.MAX_VALUE} only {@code patience} ends it
     * @throws dev.leat.client.error.ClientException if this consumer is subscribed
     */
    Iterable<RecordView<K, V>> read(TopicPartition partition, long offset, long length, Duration patience);

    /** Goes on at {@code offset}, which is looked at only when it is fetched. */
    void seek(TopicPartition partition, long offset);

    /** The same, with the epoch that the offset was committed with, so that truncation since then is noticed. */
    void seek(TopicPartition partition, OffsetAndMetadata offset);

    /** Goes on at the first record that each partition still has; the brokers are asked at the next poll. */
    void seekToBeginning(Collection<TopicPartition> partitions);

    /** Goes on behind the last record that may be read ({@link #endOffsets}) as of the next poll. */
    void seekToEnd(Collection<TopicPartition> partitions);

    /** Goes on at the first record written at {@code timestampMs} or later, or at the end if there is none. */
    void seekToTime(Collection<TopicPartition> partitions, long timestampMs);

    /** Offset of the next record that a poll will give; waits until it is known. */
    long position(TopicPartition partition);

    /** Gives no records of {@code partitions} until {@link #resume}; positions stay. */
    void pause(Collection<TopicPartition> partitions);

    /** Gives records of {@code partitions} again, from their positions on. */
    void resume(Collection<TopicPartition> partitions);

    /** Those of the assignment that are paused; a copy. */
    Set<TopicPartition> paused();

    /** Commits the {@linkplain #position positions}, that is all that was given out so far, and waits for it. */
    void commitSync();

    /** Commits {@code offsets} and waits for it. */
    void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets);

    /** Commits the positions without waiting; failures are logged. */
    void commitAsync();

    /** Commits the positions without waiting; {@code callback} hears of the end during a later poll, commit or close. */
    void commitAsync(CommitCallback callback);

    /** Commits {@code offsets} without waiting, as {@link #commitAsync(CommitCallback)}. */
    void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, CommitCallback callback);

    /** Committed offsets of {@code partitions}, without those that have none. */
    Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions);

    /** First offsets that the partitions still have; asks their leaders and waits. */
    Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions);

    /** Ends of what this consumer may read: high watermarks, or last stable offsets when reading committed. */
    Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions);

    /** First records written at the given times (ms) or later; without partitions that have none. */
    Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> timestampsMs);

    /** The topic's partitions with leaders and replicas, as the metadata say; waits for them if the topic is new to this client. */
    List<PartitionView> partitionsFor(String topic);

    /** As of the last answer of the leader; null before there was one. Asks nobody. */
    @Nullable
    Lag lag(TopicPartition partition);

    /**
     * Why nothing of {@code partition} can be read for now, while the consumer tries again and polls are empty: its broker
     * is away, or it has no leader. Null if the last try went well, or there was none. Asks nobody.
     */
    @Nullable
    ClientException trouble(TopicPartition partition);

    /** Who this member is in its group, for a producer that commits its offsets in a transaction. */
    GroupMetadata groupMetadata();

    /** What it has done up to now, some of it since the last call. Any thread, also after the close. */
    ConsumerMetrics metrics();

    /** Ends a {@link #poll} that waits, or the next one. Any thread. */
    void wakeup();

    /** As {@link #close(Duration)} with 30 s. */
    @Override
    void close();

    /** Commits if that is automatic, leaves the group, closes connections and ends the threads. */
    void close(Duration timeout);
}
