package dev.leat.consumer.fetch;

import dev.leat.client.error.MisuseException;
import dev.leat.client.serde.Deserializer;
import dev.leat.consumer.PolledRange;
import dev.leat.consumer.RecordView;
import dev.leat.consumer.Records;
import dev.leat.consumer.offset.Position;
import dev.leat.protocol.model.TopicPartition;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records of one poll after the other: one object per consumer, filled anew by each. Polling thread.
 *
 * <p>All that a poll gave counts as given out, unless they are counted one by one: then only what the iteration came to does,
 * and the rest is given again.
 */
public final class PolledRecords<K, V> implements Records<K, V>, Iterator<RecordView<K, V>> {
    private final FetchEngine engine;
    private final Portions portions = new Portions();
    private final RecordWalk walk = new RecordWalk(portions);
    private final RecordView<K, V> view;
    private boolean ahead;
    private boolean atEnd;
    private boolean walked;
    private boolean oneByOne;

    public PolledRecords(FetchEngine engine, Deserializer<K> keys, Deserializer<V> values) {
        this.engine = engine;
        view = new CursorView<>(walk, keys, values);
    }

    /**
     * Frees what was given out before and takes what is there now.
     *
     * @param countedOneByOne whether these are counted one by one
     * @return whether there is anything
     * @throws dev.leat.client.error.ClientException what stopped a partition
     */
    public boolean fill(boolean countedOneByOne) {
        close();
        oneByOne = countedOneByOne;
        engine.countBut(oneByOne ? this::unread : Unread.NOTHING);
        engine.ahead().next(portions);
        walk.restart();
        atEnd = portions.isEmpty();
        if (!oneByOne) {
            engine.metrics().gaveOut(count());
        }
        return !portions.isEmpty();
    }

    private @Nullable Position unread(Feed feed) {
        for (int i = walk.portionIndex(); i < portions.count(); i++) {
            Portion portion = portions.get(i);
            if (portion.fetched().feed() == feed) {
                Position reached = i == walk.portionIndex() ? walk.position(ahead) : portion.start();
                if (reached.offset() < portion.end()) {
                    return reached;
                }
            }
        }
        return null;
    }

    @Override
    public boolean isEmpty() {
        return portions.isEmpty();
    }

    @Override
    public int count() {
        int count = 0;
        for (int i = 0; i < portions.count(); i++) {
            count += portions.get(i).recordCount();
        }
        return count;
    }

    @Override
    public Set<TopicPartition> partitions() {
        Set<TopicPartition> partitions = new LinkedHashSet<>();
        for (int i = 0; i < portions.count(); i++) {
            partitions.add(portions.get(i).fetched().feed().partition());
        }
        return partitions;
    }

    @Override
    public Map<TopicPartition, Long> startOffsets() {
        Map<TopicPartition, Long> starts = new LinkedHashMap<>();
        for (int i = 0; i < portions.count(); i++) {
            Portion portion = portions.get(i);
            starts.putIfAbsent(portion.fetched().feed().partition(), portion.from());
        }
        return starts;
    }

    /** What was given of each partition, before anything of it is read. */
    public List<PolledRange> ranges() {
        Map<TopicPartition, PolledRange> ranges = new LinkedHashMap<>();
        for (int i = 0; i < portions.count(); i++) {
            Portion portion = portions.get(i);
            TopicPartition partition = portion.fetched().feed().partition();
            PolledRange range = new PolledRange(partition, portion.from(), portion.end(), portion.recordCount());
            ranges.merge(partition, range, PolledRange::and);
        }
        return List.copyOf(ranges.values());
    }

    @Override
    public Iterator<RecordView<K, V>> iterator() {
        if (walked) {
            throw new MisuseException(
                    "all records of this poll have been walked", "walk them once, and copy() what is needed later");
        }
        return this;
    }

    @Override
    public boolean hasNext() {
        if (!ahead && !atEnd) {
            ahead = walk.advance();
            atEnd = !ahead;
            walked = atEnd;
        }
        return ahead;
    }

    @Override
    public RecordView<K, V> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no further record");
        }
        ahead = false;
        return view;
    }

    /** How many records the iteration has come to; too few where compaction has left gaps in the portion it is in. */
    private int reachedCount() {
        int count = 0;
        for (int i = 0; i < walk.portionIndex(); i++) {
            count += portions.get(i).recordCount();
        }
        if (walk.portionIndex() < portions.count()) {
            Portion current = portions.get(walk.portionIndex());
            long left = current.end() - walk.position(ahead).offset();
            count += Math.max(0, current.recordCount() - (int) Math.min(left, current.recordCount()));
        }
        return count;
    }

    /** Goes back to what a stream has left unread, which nothing would tell of any more. */
    @Override
    public void close() {
        if (oneByOne) {
            engine.metrics().gaveOut(reachedCount()); // not before: what is left is given again
        }
        engine.giveBack();
        walk.letGo(ahead);
        portions.clear();
        engine.ahead().release();
        ahead = false;
        atEnd = true;
        walked = false;
    }
}
