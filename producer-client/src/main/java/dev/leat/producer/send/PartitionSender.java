package dev.leat.producer.send;

import dev.leat.client.error.ClientException;
import dev.leat.producer.batch.PartitionQueue;
import dev.leat.producer.batch.ProducerBatch;
import dev.leat.producer.outbox.PartitionOutbox;
import dev.leat.producer.outbox.SealedBatch;
import dev.leat.protocol.model.TopicPartition;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One partition on its way from the callers' queue to its leader: what is due, and where it stands in line. Only the loop. */
final class PartitionSender {
    private final PartitionQueue queue;
    private final PartitionOutbox outbox;
    private ProducerBatch seen;
    private @Nullable ProducerBatch dueThrough;
    private @Nullable BrokerLink link;
    private boolean inLine;
    private boolean pausing;
    private int failures;
    private @Nullable ClientException trouble;

    PartitionSender(PartitionQueue queue, PartitionOutbox outbox) {
        this.queue = queue;
        this.outbox = outbox;
        this.seen = queue.taken();
    }

    TopicPartition partition() {
        return queue.partition();
    }

    PartitionQueue queue() {
        return queue;
    }

    PartitionOutbox outbox() {
        return outbox;
    }

    /** Shows {@code observer} every batch that was opened since the last call. */
    void forEachOpened(Consumer<ProducerBatch> observer) {
        for (ProducerBatch batch = seen.successor(); batch != null; batch = batch.successor()) {
            batch.placeAt(seen.place() + 1);
            seen = batch;
            observer.accept(batch);
        }
    }

    /** Makes everything due that callers have given so far. */
    void makeAllDue() {
        if (queue.first() != null) {
            dueThrough = seen;
        }
    }

    /** Makes {@code batch} due, and all before it. */
    void makeDue(ProducerBatch batch) {
        if (!batch.isTaken() && (dueThrough == null || dueThrough.place() < batch.place())) {
            dueThrough = batch;
        }
    }

    /**
     * Whether some batch should go out, given that nothing stands against it.
     *
     * @param hurried whether batches go out before they are full or have waited long enough
     */
    boolean isDue(boolean hurried) {
        if (outbox.hasWaiting()) {
            return true;
        }
        ProducerBatch first = queue.first();
        return first != null && (hurried || dueThrough != null || first.isClosed());
    }

    /** Bytes of the batch that goes out next, before compression; 0 if there is none. */
    int nextBytes() {
        SealedBatch again = outbox.peek();
        ProducerBatch first = queue.first();
        return again != null ? again.origin().sizeInBytes() : first == null ? 0 : first.sizeInBytes();
    }

    /**
     * Takes the first batch of the queue; null if there is none, or a caller is about to finish writing it and will say so.
     *
     * @param deliveryTimeoutNanos how long after its opening it is too late
     */
    @Nullable
    SealedBatch seal(long deliveryTimeoutNanos) {
        ProducerBatch batch = queue.take();
        if (batch == null) {
            return null;
        }
        if (batch == dueThrough) {
            dueThrough = null;
        }
        return new SealedBatch(batch, 0, batch.recordCount(), batch.openedNanos() + deliveryTimeoutNanos);
    }

    /** The broker where its batches are on their way, or stand in line. */
    @Nullable
    BrokerLink link() {
        return link;
    }

    void useLink(BrokerLink leader) {
        link = leader;
    }

    boolean isInLine() {
        return inLine;
    }

    void setInLine(boolean now) {
        inLine = now;
    }

    /** Whether it waits for its pause after a failure to end. */
    boolean isPausing() {
        return pausing;
    }

    void setPausing(boolean now) {
        pausing = now;
    }

    /** Takes note of a failure after which it tries again; returns how many there were in a row. */
    int failed(ClientException reason) {
        trouble = reason;
        failures++;
        return failures;
    }

    /** What the last try failed with; null if it went well, or there was none. */
    @Nullable
    ClientException trouble() {
        return trouble;
    }

    void succeeded() {
        failures = 0;
        trouble = null;
    }
}
