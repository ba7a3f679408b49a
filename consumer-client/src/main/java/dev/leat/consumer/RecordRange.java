package dev.leat.consumer;

import dev.leat.base.Check;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The records of one partition up to an offset. */
final class RecordRange<K, V> implements Iterator<RecordView<K, V>> {
    private final Iterator<RecordView<K, V>> records;
    private final long end;
    private final LongConsumer goTo;
    private @Nullable RecordView<K, V> next;
    private long reached;

    private RecordRange(Iterator<RecordView<K, V>> records, long offset, long end, LongConsumer goTo) {
        this.records = records;
        this.reached = offset;
        this.end = end;
        this.goTo = goTo;
    }

    static <K, V> Iterable<RecordView<K, V>> of(
            Consumer<K, V> consumer, TopicPartition partition, long offset, long length, Duration patience) {
        Check.atLeast(0, offset, "offset");
        Check.atLeast(0, length, "length");
        Iterator<RecordView<K, V>> records = consumer.records(patience).iterator();
        return () -> new RecordRange<>(records, offset, offset + length, to -> consumer.seek(partition, to));
    }

    @Override
    public boolean hasNext() {
        if (next == null && reached < end && records.hasNext()) {
            RecordView<K, V> record = records.next();
            reached = record.offset() + 1;
            if (record.offset() < end) {
                next = record;
            } else {
                goTo.accept(end); // compaction has left nothing up to there, and this one was not asked for
            }
        }
        return next != null;
    }

    @Override
    public RecordView<K, V> next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("no further record");
        }
        RecordView<K, V> record = next;
        next = null;
        return record;
    }
}
