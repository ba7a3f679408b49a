package dev.leat.producer.batch;

import dev.leat.client.error.ClientException;
import dev.leat.producer.SendCallback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the senders of a batch's records what became of them. Only the loop. */
public final class Completions {
    private static final Logger LOG = LoggerFactory.getLogger(Completions.class);

    /** Stands for an offset or a time that the broker did not tell. */
    public static final long UNKNOWN = -1;

    private Completions() {}

    /**
     * Tells the senders of {@code count} records from number {@code first} on that they are in the log.
     *
     * @param baseOffset offset of the record with number {@code first}, or {@link #UNKNOWN}
     * @param logAppendTimeMs the broker's time, or {@link #UNKNOWN} if the records keep their own
     */
    public static void succeed(ProducerBatch batch, int first, int count, long baseOffset, long logAppendTimeMs) {
        Slab memory = batch.memory();
        for (int i = 0; i < count; i++) {
            SendCallback callback = memory.callback(first + i);
            if (callback != null) {
                long offset = baseOffset == UNKNOWN ? UNKNOWN : baseOffset + i;
                tell(callback, batch, first + i, offset, logAppendTimeMs, null);
            }
        }
    }

    /** Tells the senders of {@code count} records from number {@code first} on that they failed. */
    public static void fail(ProducerBatch batch, int first, int count, ClientException failure) {
        Slab memory = batch.memory();
        for (int i = first; i < first + count; i++) {
            SendCallback callback = memory.callback(i);
            if (callback != null) {
                tell(callback, batch, i, UNKNOWN, UNKNOWN, failure);
            }
        }
    }

    private static void tell(
            SendCallback callback,
            ProducerBatch batch,
            int number,
            long offset,
            long logAppendTimeMs,
            @Nullable ClientException failure) {
        long ownTime = batch.baseTimestamp() + batch.memory().timestampDelta(number);
        long time = logAppendTimeMs == UNKNOWN ? ownTime : logAppendTimeMs;
        try {
            callback.onCompletion(batch.queue().partition(), offset, time, failure);
        } catch (RuntimeException broken) {
            LOG.error("a send callback for {} threw", batch.queue().partition(), broken);
        }
    }
}
