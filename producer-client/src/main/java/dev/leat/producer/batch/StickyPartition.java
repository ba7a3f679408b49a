package dev.leat.producer.batch;

import dev.leat.base.RandomSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where records without a key go: to one partition until it has got about a batch's worth of bytes, then to another, drawn
 * so that partitions whose batches wait for a slow broker come up less often (KIP-480, KIP-794).
 *
 * <p>Any thread may call.
 */
final class StickyPartition {
    private final RandomSource random;
    private final int bytesPerTurn;
    private final boolean adaptive;
    private final AtomicReference<@Nullable Turn> turn = new AtomicReference<>();

    /** @param counted the last batch whose bytes are counted */
    private record Turn(int partition, int bytes, @Nullable ProducerBatch counted) {}

    StickyPartition(RandomSource random, int bytesPerTurn, boolean adaptive) {
        this.random = random;
        this.bytesPerTurn = bytesPerTurn;
        this.adaptive = adaptive;
    }

    /** The partition whose turn it is. */
    int current(PartitionQueue[] queues) {
        Turn now = turn.get();
        if (now != null && now.partition < queues.length) {
            return now.partition;
        }
        turn.compareAndSet(now, new Turn(draw(queues), 0, null));
        return current(queues);
    }

    /**
     * Counts {@code full}, to which the current partition's records went until now.
     *
     * @return whether it is another partition's turn now
     */
    boolean ended(ProducerBatch full, PartitionQueue[] queues) {
        Turn now = turn.get();
        if (now == null || full.queue().partition().partition() != now.partition) {
            return true; // another thread has moved on
        }
        if (full.isMarker() || now.counted == full) {
            return false;
        }
        int bytes = now.bytes + full.sizeInBytes();
        boolean over = bytes >= bytesPerTurn * 9L / 10; // a full batch rarely fits to the byte
        Turn later = over ? new Turn(draw(queues), 0, full) : new Turn(now.partition, bytes, full);
        turn.compareAndSet(now, later);
        Turn then = turn.get();
        return then != null && then.partition != now.partition;
    }

    /** Draws a partition with a weight of how much shorter its backlog is than the longest one. */
    private int draw(PartitionQueue[] queues) {
        if (!adaptive) {
            return random.nextInt(queues.length);
        }
        int longest = 0;
        for (PartitionQueue queue : queues) {
            longest = Math.max(longest, queue.backlog());
        }
        int total = 0;
        for (PartitionQueue queue : queues) {
            total += weight(queue, longest);
        }
        int drawn = random.nextInt(Math.max(1, total));
        for (int i = 0; i < queues.length; i++) {
            drawn -= weight(queues[i], longest);
            if (drawn < 0) {
                return i;
            }
        }
        return queues.length - 1;
    }

    private static int weight(PartitionQueue queue, int longest) {
        return Math.max(1, longest + 1 - queue.backlog());
    }
}
