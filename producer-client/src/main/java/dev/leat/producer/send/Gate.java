package dev.leat.producer.send;

import dev.leat.client.error.ClientException;
import dev.leat.producer.outbox.PartitionOutbox;
import dev.leat.protocol.model.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What stands between a due batch and its broker: nothing, or a transaction. Called on the loop. */
public interface Gate {
    /** Whether batches of {@code partition} may go out now; if not, {@link Sender#reconsider} follows some time. */
    boolean mayWrite(TopicPartition partition);

    /** A batch will not be written, or nobody knows. */
    void failed(ClientException failure);

    /** The sender needs a producer id; {@code ask} gets one that belongs to nobody else. */
    void identityNeeded(Runnable ask);

    /** Whether a new identity counts for partitions that have one. */
    boolean replacesIdentities();

    PartitionOutbox.Numbers numbers(SenderConfig config);

    /** Named in every produce request of a transaction; null without transactions. */
    @Nullable
    String transactionalId();

    /** The highest version of produce requests that says what is meant: from 12 on they open transactions (KIP-890). */
    short highestProduceVersion();

    /** No transactions: everything may go out at any time. */
    Gate OPEN = new Gate() {
        @Override
        public boolean mayWrite(TopicPartition partition) {
            return true;
        }

        @Override
        public void failed(ClientException failure) {}

        @Override
        public void identityNeeded(Runnable ask) {
            ask.run();
        }

        @Override
        public boolean replacesIdentities() {
            return false;
        }

        @Override
        public @Nullable String transactionalId() {
            return null;
        }

        @Override
        public short highestProduceVersion() {
            return Short.MAX_VALUE;
        }

        @Override
        public PartitionOutbox.Numbers numbers(SenderConfig config) {
            return config.idempotent() ? PartitionOutbox.Numbers.OWN_EPOCHS : PartitionOutbox.Numbers.NONE;
        }
    };
}
