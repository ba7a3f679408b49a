package dev.leat.client.admin;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.FatalException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.net.Call;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.DescribeTopicPartitionsRequest;
import dev.leat.protocol.message.DescribeTopicPartitionsResponse;
import dev.leat.protocol.message.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponsePartition;
import dev.leat.protocol.message.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponseTopic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Topics as they come page by page (KIP-966): an answer says where the next one is to begin. After a failure {@link #rest}
 * goes on with the page that is missing. One at a time touches it: whoever begins, then whatever completes an answer.
 */
final class DescribedPages {
    private final Cluster cluster;
    private final List<String> names;
    private final int partitionsPerAnswer;
    private final Map<String, TopicDescription> found = new LinkedHashMap<>();
    private final Map<String, ErrorCode> failures = new LinkedHashMap<>();
    private DescribeTopicPartitionsRequest.@Nullable Cursor next;

    DescribedPages(Cluster cluster, List<String> names, int partitionsPerAnswer) {
        this.cluster = cluster;
        this.names = names;
        this.partitionsPerAnswer = partitionsPerAnswer;
        names.forEach(name -> failures.put(name, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION)); // until an answer has it
    }

    /** Asks for what is missing, and gives everything. */
    CompletableFuture<Results<String, TopicDescription>> rest() {
        return cluster.toAny(call())
                .thenCompose(page -> takeIn(page) ? rest() : CompletableFuture.completedFuture(results()));
    }

    private Call<DescribeTopicPartitionsResponse> call() {
        DescribeTopicPartitionsRequest request = DescribeTopicPartitionsRequest.builder()
                .topics(names.stream()
                        .map(DescribeTopicPartitionsRequest.TopicRequest::new)
                        .toList())
                .responsePartitionLimit(partitionsPerAnswer)
                .cursor(next)
                .build();
        return Call.of(request, DescribeTopicPartitionsResponse.class);
    }

    /** Returns whether there is another page. */
    private boolean takeIn(DescribeTopicPartitionsResponse page) {
        page.topics().forEach(this::takeIn);
        DescribeTopicPartitionsResponse.Cursor following = page.nextCursor();
        if (following == null) {
            return false;
        }
        if (!isAhead(following)) {
            throw new FatalException("the broker goes round in circles describing topics", "");
        }
        next = new DescribeTopicPartitionsRequest.Cursor(following.topicName(), following.partitionIndex());
        return true;
    }

    private boolean isAhead(DescribeTopicPartitionsResponse.Cursor following) {
        if (next == null) {
            return true;
        }
        int order = following.topicName().compareTo(next.topicName());
        return order > 0 || order == 0 && following.partitionIndex() > next.partitionIndex();
    }

    private void takeIn(DescribeTopicPartitionsResponseTopic topic) {
        String name = String.valueOf(topic.name());
        if (failures.get(name) == ErrorCode.UNKNOWN_TOPIC_ID) {
            return; // further pages of the topic that took its place
        }
        TopicDescription before = found.get(name);
        if (topic.errorCode() != ErrorCode.NONE.code()) {
            fail(name, ErrorCode.of(topic.errorCode()));
        } else if (before == null) {
            failures.remove(name);
            found.put(name, description(name, topic));
        } else if (before.id().equals(topic.topicId())) {
            found.put(name, before.followedBy(description(name, topic)));
        } else {
            fail(name, ErrorCode.UNKNOWN_TOPIC_ID); // what was found belongs to a topic that is no more
        }
    }

    private void fail(String name, ErrorCode error) {
        found.remove(name);
        failures.put(name, error);
    }

    private static TopicDescription description(String name, DescribeTopicPartitionsResponseTopic topic) {
        return new TopicDescription(
                name,
                topic.topicId(),
                topic.isInternal(),
                topic.partitions().stream().map(DescribedPages::description).toList());
    }

    private static PartitionDescription description(DescribeTopicPartitionsResponsePartition partition) {
        return new PartitionDescription(
                partition.partitionIndex(),
                partition.leaderId(),
                partition.leaderEpoch(),
                partition.replicaNodes(),
                partition.isrNodes(),
                partition.eligibleLeaderReplicas(),
                partition.lastKnownElr());
    }

    private Results<String, TopicDescription> results() {
        Results.Builder<String, TopicDescription> results = new Results.Builder<>();
        found.forEach(results::succeed);
        failures.forEach(
                (name, error) -> results.fail(name, ClientErrors.of(error, "asking for topic '" + name + "'", null)));
        return results.build();
    }
}
