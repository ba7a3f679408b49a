package dev.leat.cli.consume;

import dev.leat.cli.verb.Waiting;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.TopicView;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads ahead: while the main thread writes out what came, the next request to each leader is on its way already. Main
 * thread only; answers come in through a queue.
 */
final class Fetcher {
    private final Cluster cluster;
    private final String topic;
    private final int timeoutMs;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Set<Integer> busyLeaders = new HashSet<>();
    private final LinkedBlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private int generation;
    private final ConnectionNotice notice;
    private int failures;
    private long pausedUntilMs;

    private record Answer(
            int leader,
            int generation,
            Set<TopicPartition> wanted,
            List<Fetched> fetched,
            @Nullable Throwable failure) {}

    /**
     * @param timeoutMs how long failures that may pass are put up with
     * @param people is told of outages, a line each
     */
    Fetcher(Cluster cluster, String topic, int timeoutMs, Consumer<String> people) {
        this.cluster = cluster;
        this.topic = topic;
        this.timeoutMs = timeoutMs;
        notice = new ConnectionNotice(people, timeoutMs);
    }

    /** Reads these partitions from these offsets on, and no others. */
    void assign(Map<TopicPartition, Long> newPositions) {
        generation++;
        positions.clear();
        positions.putAll(newPositions);
        notice.keepOnly(positions.keySet());
    }

    /**
     * What came next, perhaps nothing; the caller releases it.
     *
     * @param waitMs longest wait, in ms
     */
    List<Fetched> poll(long waitMs) throws InterruptedException {
        requestMore();
        Answer answer = answers.poll(waitMs, TimeUnit.MILLISECONDS);
        if (answer == null) {
            return List.of();
        }
        busyLeaders.remove(answer.leader);
        if (answer.generation != generation) {
            answer.fetched.forEach(Fetched::release);
            return List.of();
        }
        if (answer.failure != null) {
            putUpWith(answer.wanted, ClientErrors.unwrap(answer.failure));
            return List.of();
        }
        List<Fetched> useful = sift(answer.fetched);
        requestMore();
        return useful;
    }

    private List<Fetched> sift(List<Fetched> fetched) {
        List<Fetched> useful = new ArrayList<>();
        for (Fetched piece : fetched) {
            Set<TopicPartition> partition = Set.of(piece.partition());
            Long position = positions.get(piece.partition());
            if (piece.error() != ErrorCode.NONE) {
                putUpWith(partition, ClientErrors.of(piece.error(), "reading " + piece.partition(), null));
                continue;
            }
            notice.answered(partition);
            if (position != null && piece.records().isReadable()) {
                positions.put(piece.partition(), piece.nextOffset(position));
                useful.add(piece);
            } else {
                piece.release();
            }
        }
        failures = notice.isOutage() ? failures : 0;
        return useful;
    }

    private void putUpWith(Set<TopicPartition> partitions, Throwable failure) {
        long nowMs = nowMs();
        if (!ClientErrors.isRetriable(failure) || notice.outageMs(nowMs) > timeoutMs) {
            throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
        }
        notice.failed(partitions, ClientErrors.from(failure), nowMs);
        failures++;
        cluster.forgetTopic(topic);
        pausedUntilMs = nowMs + Math.min(1_000, 50L << Math.min(failures, 5));
    }

    private void requestMore() {
        if (nowMs() < pausedUntilMs) {
            return;
        }
        byLeader().forEach((leader, wanted) -> {
            if (busyLeaders.add(leader)) {
                request(leader, wanted);
            }
        });
    }

    private Map<Integer, Map<TopicPartition, Long>> byLeader() {
        Map<Integer, Map<TopicPartition, Long>> byLeader = new HashMap<>();
        positions.forEach((partition, position) -> {
            long leftMs = Math.max(1, timeoutMs - notice.outageMs(nowMs()));
            int leader = Waiting.on(cluster.retrying(() -> cluster.leaderOf(partition), leftMs))
                    .leader();
            byLeader.computeIfAbsent(leader, any -> new HashMap<>()).put(partition, position);
        });
        return byLeader;
    }

    private void request(int leader, Map<TopicPartition, Long> wanted) {
        TopicView view = cluster.view().topics().get(topic);
        Uuid id = view == null ? Uuid.ZERO : view.id();
        int current = generation;
        Set<TopicPartition> asked = Set.copyOf(wanted.keySet());
        cluster.toBroker(leader, FetchCall.of(topic, id, wanted))
                .whenComplete((fetched, failure) -> answers.add(
                        new Answer(leader, current, asked, failure == null ? fetched : List.of(), failure)));
    }

    private long nowMs() {
        return cluster.network().clock().millis();
    }
}
