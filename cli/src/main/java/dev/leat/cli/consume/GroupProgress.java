package dev.leat.cli.consume;

import dev.leat.base.MonotonicClock;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.consumer.Consumer;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.consumer.RebalanceListener;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A group's positions: where this member begins, and what it commits: after the records were written out, every few seconds,
 * when partitions change hands, and at the end; so a record may come twice after a crash, but none is missed. Main thread
 * only.
 */
final class GroupProgress implements RebalanceListener {
    private static final long COMMIT_EVERY_MS = 5_000;
    private static final long SHARE_PATIENCE_MS = 3_000;

    /** The group went on without this member: others own the partitions, and will tell how far they come. */
    private static final Set<ErrorCode> MOVED_ON =
            EnumSet.of(ErrorCode.REBALANCE_IN_PROGRESS, ErrorCode.UNKNOWN_MEMBER_ID, ErrorCode.ILLEGAL_GENERATION);

    private final Consumer<byte[], byte[]> consumer;
    private final StartPosition start;
    private final MonotonicClock clock;
    private long nextCommitMs;
    private long emptySinceMs;
    private @Nullable ClientException refused;

    /** @param start where to begin in partitions for which the group has no position */
    GroupProgress(Consumer<byte[], byte[]> consumer, StartPosition start, MonotonicClock clock) {
        this.consumer = consumer;
        this.start = start;
        this.clock = clock;
        nextCommitMs = clock.millis() + COMMIT_EVERY_MS;
        emptySinceMs = clock.millis();
    }

    @Override
    public void onAssigned(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        committed.forEach(consumer::seek);
        List<TopicPartition> fresh = new ArrayList<>(partitions);
        fresh.removeAll(committed.keySet());
        start.resolve(consumer, fresh).forEach(consumer::seek);
    }

    @Override
    public void onRevoked(Collection<TopicPartition> partitions) {
        commitAtLast();
    }

    @Override
    public void onLost(Collection<TopicPartition> partitions) {} // a commit would be refused

    /** To be called between steps: commits when it is time to. */
    void look() {
        long nowMs = clock.millis();
        emptySinceMs = consumer.assignment().isEmpty() && isMember() ? emptySinceMs : nowMs;
        if (refused != null) {
            throw refused;
        }
        if (nowMs >= nextCommitMs && !consumer.assignment().isEmpty()) {
            nextCommitMs = nowMs + COMMIT_EVERY_MS;
            consumer.commitAsync((offsets, failure) -> {
                if (failure != null && isForGood(failure)) {
                    refused = failure;
                }
            });
        }
    }

    private boolean isMember() {
        return consumer.groupMetadata().generationId() >= 0;
    }

    /** Whether this member has partitions, or it is clear that the group has none for it. */
    boolean hasItsShare() {
        return !consumer.assignment().isEmpty() || clock.millis() - emptySinceMs >= SHARE_PATIENCE_MS;
    }

    /** Commits what was written out, and waits for it. */
    void commitAtLast() {
        try {
            if (!consumer.assignment().isEmpty()) {
                consumer.commitSync();
            }
        } catch (ClientException failure) {
            if (isForGood(failure)) {
                throw failure;
            }
        }
    }

    private static boolean isForGood(ClientException failure) {
        ErrorCode code = failure.errorCode();
        return !(failure instanceof RetriableException) && (code == null || !MOVED_ON.contains(code));
    }
}
