package dev.leat.consumer;

import dev.leat.base.Check;
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

    /**
     * @param records of one partition, from {@code offset} on; none any more when the position is {@code end}
     * @param goTo    puts the position back when a record too many has come
     */
    RecordRange(Iterator<RecordView<K, V>> records, long offset, long end, LongConsumer goTo) {
        this.records = records;
        this.reached = offset;
        this.end = end;
        this.goTo = goTo;
    }

    /** Exclusive end of the range. */
    static long end(long offset, long length) {
        Check.atLeast(0, offset, "offset");
        Check.atLeast(0, length, "length");
        return length > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + length;
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
