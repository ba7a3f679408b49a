package dev.leat.consumer;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asynchronous commits whose callbacks have not been called yet, in their order. Polling thread. */
final class Commits {
    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

    /** The callback of those who have none. */
    static final CommitCallback WARNING = (offsets, failure) -> {
        if (failure != null) {
            LOG.warn("committing {} failed: {}", offsets, failure.messageAndAdvice());
        }
    };

    private record Open(
            Map<TopicPartition, OffsetAndMetadata> offsets,
            CompletableFuture<@Nullable Void> done,
            CommitCallback callback) {}

    private final Queue<Open> open = new ArrayDeque<>();

    void add(
            Map<TopicPartition, OffsetAndMetadata> offsets,
            CompletableFuture<@Nullable Void> done,
            CommitCallback callback) {
        open.add(new Open(offsets, done, callback));
    }

    /** Calls the callbacks of commits that are through, up to the first that is not. */
    void callBack() {
        for (Open first = open.peek(); first != null && first.done.isDone(); first = open.peek()) {
            open.remove();
            first.callback.onComplete(first.offsets, failureOf(first.done));
        }
    }

    /** Done when all are. */
    CompletableFuture<Void> all() {
        return CompletableFuture.allOf(open.stream().map(Open::done).toArray(CompletableFuture[]::new));
    }

    private static @Nullable ClientException failureOf(CompletableFuture<?> done) {
        return done.handle((nothing, failure) -> failure == null ? null : ClientErrors.from(failure))
                .getNow(null);
    }
}
