package dev.leat.client.admin;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.error.MisuseException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.net.Call;
import dev.leat.protocol.error.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Runs one operation on many things: one request for all that the same broker looks after, and again for those that
 * failed in a retriable way, until the time is over.
 */
final class Batches {
    private final Cluster cluster;
    private final long timeoutMs;

    /** @param timeoutMs how long failed things are tried again, in ms */
    Batches(Cluster cluster, long timeoutMs) {
        this.cluster = cluster;
        this.timeoutMs = timeoutMs;
    }

    /**
     * @param call makes the request about some of the keys, and reads its answer
     * @return never fails: every key has a value or a failure
     */
    <K, V> CompletableFuture<Results<K, V>> run(
            Collection<K> keys, Routing<K> routing, Function<List<K>, Call<Results<K, V>>> call) {
        Job<K, V> job = new Job<>(keys, routing, call);
        job.round();
        return job.result;
    }

    /** One at a time touches it: the caller's thread at first, then whatever completes the last answer of a round. */
    private final class Job<K, V> {
        final CompletableFuture<Results<K, V>> result = new CompletableFuture<>();
        private final Routing<K> routing;
        private final Function<List<K>, Call<Results<K, V>>> call;
        private final long deadlineMs = now() + timeoutMs;
        private final Results.Builder<K, V> done = new Results.Builder<>();
        private final Set<K> pending;
        private int rounds;

        Job(Collection<K> keys, Routing<K> routing, Function<List<K>, Call<Results<K, V>>> call) {
            pending = new LinkedHashSet<>(keys);
            this.routing = routing;
            this.call = call;
        }

        void round() {
            rounds++;
            List<K> keys = List.copyOf(pending);
            routing.route(cluster, keys)
                    .thenCompose(this::send)
                    .exceptionally(failure -> List.of(Results.allFailed(keys, ClientErrors.unwrap(failure))))
                    .thenAccept(this::finishRound);
        }

        private CompletableFuture<List<Results<K, V>>> send(Routing.Routed<K> routed) {
            CompletableFuture<List<Results<K, V>>> all =
                    CompletableFuture.completedFuture(List.of(new Results<>(Map.of(), routed.unroutable())));
            for (var group : routed.groups().entrySet()) {
                List<K> keys = group.getValue();
                CompletableFuture<Results<K, V>> answer = attempt(group.getKey(), keys)
                        .exceptionally(failure -> Results.allFailed(keys, ClientErrors.unwrap(failure)));
                all = all.thenCombine(answer, Job::joined);
            }
            return all;
        }

        private CompletableFuture<Results<K, V>> attempt(Destination to, List<K> keys) {
            try {
                return Destination.send(cluster, to, call.apply(keys));
            } catch (RuntimeException refused) {
                return CompletableFuture.failedFuture(refused);
            }
        }

        private static <T> List<T> joined(List<T> some, T another) {
            List<T> all = new ArrayList<>(some);
            all.add(another);
            return all;
        }

        private void finishRound(List<Results<K, V>> answers) {
            long pauseMs = cluster.pauseMs(rounds);
            boolean last = now() + pauseMs >= deadlineMs;
            for (Results<K, V> answer : answers) {
                answer.values().forEach((key, value) -> {
                    pending.remove(key);
                    done.succeed(key, value);
                });
                answer.failures().forEach((key, failure) -> {
                    if (last || !isWorthAnotherRound(failure)) {
                        settle(key, failure);
                    }
                });
            }
            if (pending.isEmpty() || last) {
                pending.forEach(key -> done.fail(key, unanswered()));
                result.complete(done.build());
            } else {
                routing.forget(cluster, pending);
                goOnLater();
            }
        }

        private void goOnLater() {
            try {
                cluster.afterPauseOrClose(rounds, this::round);
            } catch (RejectedExecutionException closed) {
                pending.forEach(key -> done.fail(key, new MisuseException("this client is closed", "")));
                result.complete(done.build());
            }
        }

        private boolean isWorthAnotherRound(ClientException failure) {
            boolean unknown = failure.is(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
            return ClientErrors.isRetriable(failure) && (!unknown || rounds < routing.roundsForUnknown());
        }

        private void settle(K key, ClientException failure) {
            if (pending.remove(key)) {
                done.fail(key, failure);
            }
        }

        private static ClientException unanswered() {
            return new FatalException("the broker's answer says nothing about it", "");
        }
    }

    private long now() {
        return cluster.network().clock().millis();
    }
}
