package dev.leat.producer.batch;

import dev.leat.producer.SendCallback;
import dev.leat.protocol.record.BatchLayout;
import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Records of one partition that travel together.
 *
 * <p>Any number of threads append at once: a thread claims bytes and a number with one compare-and-set on the state word,
 * writes its record into them, and counts it as written. The loop closes the batch, after which no claim succeeds; the
 * batch may be sent once all that was claimed is written ({@link #isQuiet()}).
 *
 * <p>State word: the highest bit says closed, then 31 bits count the claimed records, the low 32 bits are the claimed end.
 */
public final class ProducerBatch {
    private static final VarHandle STATE;
    private static final VarHandle WRITTEN;
    private static final VarHandle MAX_TIMESTAMP;

    private static final long CLOSED = 1L << 63;
    private static final int COUNT_SHIFT = 32;
    private static final long COUNT_ONE = 1L << COUNT_SHIFT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(ProducerBatch.class, "state", long.class);
            WRITTEN = lookup.findVarHandle(ProducerBatch.class, "written", int.class);
            MAX_TIMESTAMP = lookup.findVarHandle(ProducerBatch.class, "maxTimestamp", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** What became of an attempt to append. */
    enum Outcome {
        APPENDED,
        /** The record is the last one that a closed batch waited for. */
        APPENDED_AS_LAST,
        /** There is no room, or the batch is closed. */
        NO_ROOM
    }

    private final PartitionQueue queue;
    private final @Nullable Slab slab;
    private final long baseTimestamp;
    private final long openedNanos;

    private volatile long state;
    private volatile int written;
    private volatile long maxTimestamp;
    private volatile @Nullable ProducerBatch next;

    /** Of this field on only the loop knows. */
    private int openParts = 1;

    private boolean taken;
    private long place;

    /**
     * Opens a batch.
     *
     * @param baseTimestamp time of its first record in ms
     * @param openedNanos when it was opened, on the client's monotonic clock
     */
    ProducerBatch(PartitionQueue queue, Slab slab, long baseTimestamp, long openedNanos) {
        this.queue = queue;
        this.slab = slab;
        this.baseTimestamp = baseTimestamp;
        this.openedNanos = openedNanos;
        this.maxTimestamp = baseTimestamp;
        this.state = BatchLayout.RECORDS; // the header is written last
    }

    /** A closed batch without records. */
    private ProducerBatch(PartitionQueue queue) {
        this.queue = queue;
        this.slab = null;
        this.baseTimestamp = 0;
        this.openedNanos = 0;
        this.state = CLOSED;
    }

    /** What a queue begins and ends with: a batch that takes no records. */
    static ProducerBatch markerOf(PartitionQueue queue) {
        return new ProducerBatch(queue);
    }

    /** Appends a record, unless the batch is closed or the record does not fit; any thread. */
    Outcome tryAppend(
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            byte[] headers,
            @Nullable SendCallback callback) {
        long delta = timestamp - baseTimestamp;
        if ((int) delta != delta || isClosed()) { // a time that far from that of the first record needs another batch
            return Outcome.NO_ROOM;
        }
        Slab memory = memory();
        int sizeOfContent = RecordWriter.sizeOfContent(key, value, headers);
        while (true) {
            long seen = state;
            int number = countOf(seen);
            int size = RecordWriter.sizeOf(sizeOfContent, (int) delta, number);
            if (seen < 0 || number == memory.slots() || size > memory.capacity() - endOf(seen)) {
                return Outcome.NO_ROOM;
            }
            if (STATE.compareAndSet(this, seen, seen + COUNT_ONE + size)) {
                RecordWriter.write(memory.bytes(), endOf(seen), (int) delta, number, key, value, headers);
                memory.keep(number, (int) delta, callback);
                raiseMaxTimestamp(timestamp);
                return countWritten();
            }
        }
    }

    private void raiseMaxTimestamp(long timestamp) {
        long known = maxTimestamp;
        while (known < timestamp && !MAX_TIMESTAMP.compareAndSet(this, known, timestamp)) {
            known = maxTimestamp;
        }
    }

    private Outcome countWritten() {
        int now = (int) WRITTEN.getAndAdd(this, 1) + 1;
        long after = state; // read after the count: either this thread or the closing one sees that the batch is quiet
        return after < 0 && now == countOf(after) ? Outcome.APPENDED_AS_LAST : Outcome.APPENDED;
    }

    /** Lets no further record in; any thread, any number of times. */
    void close() {
        long seen = state;
        while (seen >= 0 && !STATE.compareAndSet(this, seen, seen | CLOSED)) {
            seen = state;
        }
    }

    public boolean isClosed() {
        return state < 0;
    }

    /** Whether the batch is closed and every record in it is written. */
    boolean isQuiet() {
        long seen = state;
        return seen < 0 && written == countOf(seen);
    }

    public int recordCount() {
        return countOf(state);
    }

    /** Bytes of the batch with its header, before compression. */
    public int sizeInBytes() {
        return endOf(state);
    }

    public PartitionQueue queue() {
        return queue;
    }

    public long openedNanos() {
        return openedNanos;
    }

    public long baseTimestamp() {
        return baseTimestamp;
    }

    public long maxTimestamp() {
        return maxTimestamp;
    }

    Slab memory() {
        if (slab == null) {
            throw new IllegalStateException("the first batch of a queue has no memory");
        }
        return slab;
    }

    /** Whether it is the beginning or the end of its queue. */
    boolean isMarker() {
        return slab == null;
    }

    /** The batch that was opened next; null so far. */
    public @Nullable ProducerBatch successor() {
        return next;
    }

    /** Whether it has left its queue. Only the loop. */
    public boolean isTaken() {
        return taken;
    }

    void setTaken() {
        taken = true;
    }

    /** Where it stands among the batches of its queue. Only the loop. */
    public long place() {
        return place;
    }

    public void placeAt(long where) {
        place = where;
    }

    /** Notes that the batch goes out in {@code more} further parts. Only the loop. */
    public void splitInto(int more) {
        openParts += more;
    }

    /** Notes that the senders of one part's records have been told and nothing needs its bytes; returns whether it was the last. */
    public boolean partDone() {
        openParts--;
        return openParts == 0;
    }

    public boolean isDone() {
        return openParts == 0;
    }

    void linkTo(ProducerBatch later) {
        next = later;
    }

    /** The encoded records with room for the header before them; only of a quiet batch. */
    public ByteBuf rawBytes() {
        return memory().buffer().setIndex(0, sizeInBytes());
    }

    private static int countOf(long state) {
        return (int) (state >>> COUNT_SHIFT) & Integer.MAX_VALUE;
    }

    private static int endOf(long state) {
        return (int) state;
    }

    @Override
    public String toString() {
        return "batch[" + queue.partition() + ", " + recordCount() + " records, " + sizeInBytes() + " bytes]";
    }
}
