package dev.leat.producer;

import dev.leat.base.MonotonicClock;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.error.MisuseException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.ClusterView;
import dev.leat.client.metadata.TopicView;
import dev.leat.producer.batch.Accumulator;
import dev.leat.producer.batch.TopicQueues;
import dev.leat.protocol.error.ErrorCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes sure that a topic's partitions are known before records go there. Any thread; may block. */
final class TopicWait {
    private final Cluster cluster;
    private final Accumulator accumulator;
    private final MonotonicClock clock;
    private final long maxBlockMs;

    TopicWait(Cluster cluster, Accumulator accumulator, MonotonicClock clock, long maxBlockMs) {
        this.cluster = cluster;
        this.accumulator = accumulator;
        this.clock = clock;
        this.maxBlockMs = maxBlockMs;
        cluster.onChange(this::grow);
    }

    private void grow(ClusterView view) {
        for (TopicView topic : view.topics().values()) {
            accumulator.growIfKnown(topic.name(), topic.partitions().size());
        }
    }

    /**
     * Waits until the topic of {@code queues} is known and has the partition of {@code needed - 1}.
     *
     * @param needed how many partitions there must be
     */
    void await(TopicQueues queues, int needed) {
        TopicView known = cluster.view().topics().get(queues.topic());
        if (known == null || known.partitions().size() < needed) {
            await(queues.topic());
        }
        accumulator.grow(queues, view(queues.topic()).partitions().size());
        if (queues.partitionCount() < needed) {
            throw new MisuseException(
                    "there is no partition " + (needed - 1) + " in topic '" + queues.topic() + "', which has "
                            + queues.partitionCount(),
                    "name a partition below that, or give the topic more");
        }
    }

    /** What is known of {@code topic}, asking for it first if that is nothing. */
    TopicView view(String topic) {
        TopicView known = cluster.view().topics().get(topic);
        if (known == null) {
            await(topic);
            known = cluster.view().topics().get(topic);
        }
        if (known == null) {
            throw new RetriableException("topic '" + topic + "' vanished while it was looked at", "");
        }
        return known;
    }

    private void await(String topic) {
        if (cluster.network().loop().inEventLoop()) {
            throw new MisuseException(
                    "nothing is known of topic '" + topic + "', and a callback cannot wait for it",
                    "call partitionsFor('" + topic + "') before, or send from another thread");
        }
        boolean mayCreate = cluster.config().allowAutoCreateTopics();
        long deadline = clock.millis() + maxBlockMs;
        CompletableFuture<ClusterView> asking =
                cluster.retrying(() -> cluster.refresh(List.of(topic), mayCreate), maxBlockMs);
        try {
            asking.get(Math.max(0, deadline - clock.millis()), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            ClientException why = ClientErrors.from(failed);
            throw why.is(ErrorCode.REQUEST_TIMED_OUT) ? notKnown(topic) : why;
        } catch (TimeoutException late) {
            throw notKnown(topic);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FatalException(null, "interrupted while asking for topic '" + topic + "'", "", interrupted);
        }
    }

    private ClientException notKnown(String topic) {
        return new RetriableException(
                "no broker told of topic '" + topic + "' within " + maxBlockMs + " ms",
                "check bootstrap.servers, or raise max.block.ms");
    }
}
