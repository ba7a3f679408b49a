package dev.leat.producer.batch;

import dev.leat.base.MonotonicClock;
import dev.leat.base.RandomSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where records without a key go: to one partition until it has got about a batch's worth of bytes, then to another, drawn
 * so that partitions whose batches wait for a slow broker come up less often, and those of a broker that takes nothing not
 * at all (KIP-480, KIP-794).
 *
 * <p>Any thread may call.
 */
final class StickyPartition {
    private static final int STUCK = -1; // in place of a backlog

    private final RandomSource random;
    private final MonotonicClock clock;
    private final int bytesPerTurn;
    private final Adaptation adaptation;
    private final AtomicReference<@Nullable Turn> turn = new AtomicReference<>();

    /** @param counted the last batch whose bytes are counted */
    private record Turn(int partition, int bytes, @Nullable ProducerBatch counted) {}

    StickyPartition(RandomSource random, MonotonicClock clock, int bytesPerTurn, Adaptation adaptation) {
        this.random = random;
        this.clock = clock;
        this.bytesPerTurn = bytesPerTurn;
        this.adaptation = adaptation;
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

    private int draw(PartitionQueue[] queues) {
        if (!adaptation.looksAtBacklogs()) {
            return random.nextInt(queues.length);
        }
        long nowNanos = clock.nanos();
        int longest = longestBacklog(queues, nowNanos);
        return longest == STUCK ? random.nextInt(queues.length) : draw(queues, longest, nowNanos);
    }

    /** Of partitions that are not stuck; {@link #STUCK} if all are. */
    private int longestBacklog(PartitionQueue[] queues, long nowNanos) {
        int longest = STUCK;
        for (PartitionQueue queue : queues) {
            longest = Math.max(longest, backlog(queue, nowNanos));
        }
        return longest;
    }

    private int draw(PartitionQueue[] queues, int longest, long nowNanos) {
        int total = 0;
        for (PartitionQueue queue : queues) {
            total += weight(backlog(queue, nowNanos), longest);
        }
        int drawn = random.nextInt(Math.max(1, total));
        for (int i = 0; i < queues.length; i++) {
            drawn -= weight(backlog(queues[i], nowNanos), longest);
            if (drawn < 0) {
                return i;
            }
        }
        return queues.length - 1;
    }

    private int backlog(PartitionQueue queue, long nowNanos) {
        boolean stuck = adaptation.leavesOut() && queue.isStuck(nowNanos, adaptation.patienceNanos());
        return stuck ? STUCK : queue.backlog();
    }

    /** How much shorter a backlog is than the longest one. */
    private static int weight(int backlog, int longest) {
        return backlog == STUCK ? 0 : Math.max(1, longest + 1 - backlog);
    }
}
