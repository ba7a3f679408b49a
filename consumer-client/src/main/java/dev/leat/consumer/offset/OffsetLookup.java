package dev.leat.consumer.offset;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.ClusterView;
import dev.leat.client.metadata.PartitionView;
import dev.leat.consumer.IsolationLevel;
import dev.leat.consumer.OffsetAndTimestamp;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Finds offsets by time, one request per leader for all partitions that it leads. Any thread may call; futures complete on
 * the client's loop.
 */
public final class OffsetLookup {
    /** Asks for the end of what may be read: high watermark, or last stable offset when reading committed. */
    public static final long LATEST = -1;
    /** Asks for the first offset that is still there. */
    public static final long EARLIEST = -2;
    /** Asks for the record with the greatest timestamp (KIP-734); needs brokers from 3.0 on. */
    public static final long MAX_TIMESTAMP = -3;

    private final Cluster cluster;
    private final IsolationLevel isolation;

    public OffsetLookup(Cluster cluster, IsolationLevel isolation) {
        this.cluster = cluster;
        this.isolation = isolation;
    }

    /**
     * What one round of questions gave.
     *
     * @param found offsets; one of -1 where no record is as late as the time asked for
     * @param failed why the others were not found
     */
    public record Answer(Map<TopicPartition, OffsetAndTimestamp> found, Map<TopicPartition, ClientException> failed) {}

    /** Repeats rounds until all is found; fails when one fails for good, or after {@code timeoutMs}. */
    public CompletableFuture<Map<TopicPartition, OffsetAndTimestamp>> find(
            Map<TopicPartition, Long> timestamps, long timeoutMs) {
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
        Map<TopicPartition, Long> missing = new HashMap<>(timestamps);
        return cluster.retrying(
                () -> findOnce(missing).thenApply(answer -> {
                    found.putAll(answer.found());
                    missing.keySet().removeAll(answer.found().keySet());
                    throwWorst(answer.failed());
                    return found;
                }),
                timeoutMs);
    }

    private static void throwWorst(Map<TopicPartition, ClientException> failed) {
        ClientException worst = null;
        for (ClientException failure : failed.values()) {
            worst = worst == null || worst instanceof RetriableException ? failure : worst;
        }
        if (worst != null) {
            throw worst;
        }
    }

    /** One round; never fails as a whole. {@code timestamps} are ms since 1970 or one of this class's constants. */
    public CompletableFuture<Answer> findOnce(Map<TopicPartition, Long> timestamps) {
        Answer answer = new Answer(new HashMap<>(), new HashMap<>());
        return knowLeaders(timestamps).thenCompose(notAsked -> askLeaders(timestamps, answer, notAsked));
    }

    /** Completes with what kept the cluster from telling, null if it told. */
    private CompletableFuture<@Nullable ClientException> knowLeaders(Map<TopicPartition, Long> timestamps) {
        List<String> unknown = timestamps.keySet().stream()
                .map(TopicPartition::topic)
                .distinct()
                .filter(topic -> !cluster.view().topics().containsKey(topic))
                .toList();
        return unknown.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : cluster.refresh(unknown, false)
                        .handle((view, failure) -> failure == null ? null : ClientErrors.from(failure));
    }

    private CompletableFuture<Answer> askLeaders(
            Map<TopicPartition, Long> timestamps, Answer answer, @Nullable ClientException notAsked) {
        Map<Integer, List<OffsetQuery.Target>> byLeader = new HashMap<>();
        timestamps.forEach((partition, timestamp) -> {
            try {
                PartitionView view = cluster.view().partition(partition);
                byLeader.computeIfAbsent(view.leader(), leader -> new ArrayList<>())
                        .add(new OffsetQuery.Target(partition, timestamp, view.leaderEpoch()));
            } catch (ClientException leaderless) {
                boolean tellsMore = notAsked instanceof RetriableException && isUnheardOf(partition.topic());
                answer.failed().put(partition, tellsMore ? notAsked : leaderless);
                cluster.requestRefresh(List.of(partition.topic()));
            }
        });
        List<CompletableFuture<Void>> rounds = new ArrayList<>();
        byLeader.forEach((leader, targets) -> rounds.add(ask(leader, targets, answer)));
        return CompletableFuture.allOf(rounds.toArray(CompletableFuture[]::new)).thenApply(done -> answer);
    }

    /** Whether the cluster has said nothing of {@code topic}, not even that it does not exist. */
    private boolean isUnheardOf(String topic) {
        ClusterView view = cluster.view();
        return !view.topics().containsKey(topic) && view.failureOf(topic) == null;
    }

    private CompletableFuture<Void> ask(int leader, List<OffsetQuery.Target> targets, Answer answer) {
        return cluster.toBroker(leader, OffsetQuery.call(targets, isolation)).handle((result, failure) -> {
            synchronized (answer) { // leaders may answer on different threads
                if (failure == null) {
                    answer.found().putAll(result.found());
                    answer.failed().putAll(result.failed());
                } else {
                    ClientException reason = ClientErrors.from(failure);
                    targets.forEach(target -> answer.failed().put(target.partition(), reason));
                }
                refreshWhatFailed(targets, answer);
            }
            return null;
        });
    }

    private void refreshWhatFailed(List<OffsetQuery.Target> targets, Answer answer) {
        List<String> topics = targets.stream()
                .map(OffsetQuery.Target::partition)
                .filter(partition -> answer.failed().get(partition) instanceof RetriableException failure
                        && !failure.is(ErrorCode.OFFSET_NOT_AVAILABLE))
                .map(TopicPartition::topic)
                .distinct()
                .toList();
        if (!topics.isEmpty()) {
            cluster.requestRefresh(topics);
        }
    }
}
