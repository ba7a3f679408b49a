package dev.leat.cli.verb;

import dev.leat.base.Nearest;
import dev.leat.cli.output.CliFailure;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.ClusterView;
import dev.leat.client.metadata.TopicView;
import dev.leat.protocol.error.ErrorCode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Looks topics up, and guesses what was meant when there is none of the name. */
public final class Topics {
    private final Cluster cluster;
    private final Hints hints;

    /** @param hints for commands on {@code cluster} */
    public Topics(Cluster cluster, Hints hints) {
        this.cluster = cluster;
        this.hints = hints;
    }

    /** The topic as the cluster describes it now; fails with the nearest name if there is none. */
    public TopicView find(String name) {
        return explaining(name, cluster.refresh(List.of(name), false).thenApply(view -> topic(view, name)));
    }

    /** The same, but lets the broker create the topic if it does so by itself, and waits for its leaders. */
    public TopicView findOrCreate(String name, int patienceMs) {
        return explaining(
                name,
                cluster.retrying(
                        () -> cluster.refresh(List.of(name), true).thenApply(view -> led(topic(view, name))),
                        patienceMs));
    }

    private static TopicView topic(ClusterView view, String name) {
        TopicView topic = view.topics().get(name);
        if (topic == null) {
            throw ClientErrors.of(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "asking for topic '" + name + "'", null);
        }
        return topic;
    }

    private static TopicView led(TopicView topic) {
        if (!topic.isLed()) {
            throw ClientErrors.of(ErrorCode.LEADER_NOT_AVAILABLE, "waiting for topic '" + topic.name() + "'", null);
        }
        return topic;
    }

    /** The numbers of a topic's partitions: {@code the partitions 0 to 5}. */
    public static String partitionsInWords(int count) {
        return count == 1 ? "one partition only, 0" : "the partitions 0 to " + (count - 1);
    }

    /** The result of {@code answer}; a missing topic becomes a failure that names the nearest one there is. */
    public <T extends @Nullable Object> T explaining(String topic, CompletableFuture<T> answer) {
        try {
            return Waiting.on(answer);
        } catch (ClientException refused) {
            throw refused.is(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) ? missing(topic, refused) : refused;
        }
    }

    private CliFailure missing(String topic, ClientException refused) {
        Set<String> names = Waiting.on(cluster.refreshAll()).topics().keySet();
        String guess = Nearest.to(topic, names)
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("");
        return new CliFailure(
                "there is no topic '" + topic + "'",
                refused.errorCode(),
                "the name is misspelt, or the topic was not created yet" + guess,
                hints.command(guess.isEmpty() ? "topic create " + topic : "topic list"),
                refused);
    }
}
