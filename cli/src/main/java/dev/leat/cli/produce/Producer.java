package dev.leat.cli.produce;

import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.TopicView;
import dev.leat.protocol.model.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Sends batches to the partitions of one topic and waits until all is acknowledged. Main thread only. */
final class Producer {
    private final PartitionSender[] senders;
    private final Tally tally = new Tally();

    Producer(Cluster cluster, TopicView topic, PartitionSender.Settings settings) {
        senders = new PartitionSender[topic.partitions().size()];
        for (int i = 0; i < senders.length; i++) {
            TopicPartition partition = new TopicPartition(topic.name(), i);
            senders[i] = new PartitionSender(cluster, partition, settings, tally);
        }
    }

    /** Sends {@code batch}; waits while too much is on its way, and throws the failure that ended the run, if any. */
    void send(int partition, Batch batch) {
        tally.take(batch.bytes().readableBytes());
        senders[partition].send(batch);
        throwIfFailed();
    }

    /** Waits until every batch was answered, and throws the failure that ended the run, if any. */
    void finish() {
        tally.awaitNothingLeft();
        throwIfFailed();
    }

    private void throwIfFailed() {
        @Nullable Throwable failure = tally.failure();
        if (failure != null) {
            throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
        }
    }

    Tally tally() {
        return tally;
    }
}
