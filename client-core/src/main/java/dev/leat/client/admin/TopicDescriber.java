package dev.leat.client.admin;

import dev.leat.base.Check;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.ClusterView;
import dev.leat.client.metadata.TopicView;
import dev.leat.protocol.error.ErrorCode;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Describes topics by DescribeTopicPartitions (KIP-966), or by Metadata where the broker does not have that. */
public final class TopicDescriber {
    /** How many partitions Kafka's own client asks for at once. */
    static final int PARTITIONS_PER_ANSWER = 2000;

    private final Cluster cluster;
    private final long timeoutMs;

    /** @param timeoutMs how long retriable failures are retried, in ms */
    TopicDescriber(Cluster cluster, long timeoutMs) {
        this.cluster = cluster;
        this.timeoutMs = timeoutMs;
    }

    /**
     * Topics with their partitions, as a broker knows them now. What one answer does not hold is asked for in further
     * ones, so a change in between may be seen in some partitions only; a topic that was replaced by another one
     * of its name meanwhile fails with {@code UNKNOWN_TOPIC_ID}.
     *
     * @param partitionsPerAnswer most partitions that the broker may put into one answer, at least 1; it may have a lower
     *     limit, and Metadata has none
     */
    public CompletableFuture<Results<String, TopicDescription>> describe(
            Collection<String> names, int partitionsPerAnswer) {
        Check.atLeast(1, partitionsPerAnswer, "partitionsPerAnswer");
        List<String> asked = names.stream().distinct().toList();
        if (asked.isEmpty()) { // which the broker would take for all topics
            return CompletableFuture.completedFuture(new Results.Builder<String, TopicDescription>().build());
        }
        DescribedPages pages = new DescribedPages(cluster, asked, partitionsPerAnswer);
        return cluster.retrying(pages::rest, timeoutMs)
                .exceptionallyCompose(failure -> ClientErrors.from(failure).is(ErrorCode.UNSUPPORTED_VERSION)
                        ? byMetadata(asked)
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<Results<String, TopicDescription>> byMetadata(List<String> names) {
        return cluster.retrying(() -> cluster.look(names), timeoutMs).thenApply(view -> described(names, view));
    }

    private static Results<String, TopicDescription> described(List<String> names, ClusterView view) {
        Results.Builder<String, TopicDescription> results = new Results.Builder<>();
        for (String name : names) {
            TopicView topic = view.topics().get(name);
            ErrorCode failure = view.failureOf(name);
            if (topic != null) {
                results.succeed(name, TopicDescription.of(topic));
            } else {
                ErrorCode code = failure == null ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : failure;
                results.fail(name, ClientErrors.of(code, "asking for topic '" + name + "'", null));
            }
        }
        return results.build();
    }
}
