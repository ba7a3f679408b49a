package dev.leat.consumer.group;

import dev.leat.client.error.ClientErrors;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.consumer.PartitionControl;
import dev.leat.protocol.model.TopicPartition;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what polls gave out so far: every {@code auto.commit.interval.ms}, before partitions are given up, and at the end,
 * if {@code enable.auto.commit} says so. A poll begins when the records of the one before are done, so what is committed has
 * been processed. Polling thread only.
 */
final class AutoCommit {
    private static final Logger LOG = LoggerFactory.getLogger(AutoCommit.class);

    private final boolean enabled;
    private final int intervalMs;
    private final PartitionControl control;
    private final Function<Map<TopicPartition, OffsetAndMetadata>, CompletableFuture<@Nullable Void>> commit;
    private final Runnable wakePoller;
    private final Map<TopicPartition, OffsetAndMetadata> sent = new HashMap<>();
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    private long nextMs = Long.MIN_VALUE;
    private volatile boolean failed; // what was sent is perhaps not committed

    AutoCommit(
            GroupConfig config,
            PartitionControl control,
            Function<Map<TopicPartition, OffsetAndMetadata>, CompletableFuture<@Nullable Void>> commit,
            Runnable wakePoller) {
        enabled = config.autoCommit() && !config.groupId().isEmpty();
        intervalMs = config.autoCommitIntervalMs();
        this.control = control;
        this.commit = commit;
        this.wakePoller = wakePoller;
    }

    void onPoll(long nowMs) {
        if (enabled && nextMs == Long.MIN_VALUE) {
            nextMs = nowMs + intervalMs;
        }
        if (enabled && nowMs >= nextMs && last.isDone()) {
            nextMs = nowMs + intervalMs;
            send(control.consumed());
        }
    }

    /** Everything, at once, as there may be no later; does not throw. */
    CompletableFuture<?> now() {
        Map<TopicPartition, OffsetAndMetadata> offsets = control.consumed();
        try {
            return enabled ? send(offsets) : CompletableFuture.completedFuture(null);
        } catch (RuntimeException thrown) { // by a store of the application's own
            warn(offsets, thrown);
            return CompletableFuture.failedFuture(thrown);
        }
    }

    /** What is about to be given up; when it is done the polling thread is woken. */
    CompletableFuture<?> before(Set<TopicPartition> going) {
        if (!enabled) {
            return CompletableFuture.completedFuture(null);
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(control.consumed());
        offsets.keySet().retainAll(going);
        CompletableFuture<?> sending = send(offsets);
        sending.whenComplete((done, failure) -> wakePoller.run());
        return sending;
    }

    void forget(Set<TopicPartition> gone) {
        sent.keySet().removeAll(gone);
    }

    /** Without what has been committed already. */
    private CompletableFuture<?> send(Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (failed) {
            failed = false;
            sent.clear();
        }
        Map<TopicPartition, OffsetAndMetadata> news = new HashMap<>(offsets);
        news.entrySet().removeIf(offset -> offset.getValue().equals(sent.get(offset.getKey())));
        if (news.isEmpty()) {
            return last;
        }
        last = commit.apply(news).whenComplete((done, failure) -> {
            if (failure != null) {
                failed = true;
                warn(news, failure);
            }
        });
        sent.putAll(news); // not before, as a store of the application's own may throw
        return last;
    }

    private static void warn(Map<TopicPartition, OffsetAndMetadata> offsets, Throwable failure) {
        LOG.warn(
                "committing {} automatically failed: {}",
                offsets,
                ClientErrors.from(failure).messageAndAdvice());
    }
}
