package dev.leat.producer;

import dev.leat.client.error.MisuseException;
import dev.leat.client.group.MemberIdentity;
import dev.leat.client.group.Progress;
import dev.leat.client.metadata.Cluster;
import dev.leat.producer.transaction.coordination.Transactions;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The transactional part of the producer's front. Any thread. */
abstract class TransactionalFront<K, V> implements Producer<K, V> {
    private final @Nullable Transactions transactions;
    private final Waiting waiting;

    /** @param transactions null for a producer without a transactional id */
    TransactionalFront(Cluster cluster, @Nullable Transactions transactions) {
        this.transactions = transactions;
        this.waiting = new Waiting(cluster.network());
    }

    /** Throws if the producer is closed. */
    abstract void checkUsable();

    /** Throws if a record that is sent now would belong to no transaction, or to one that can only be aborted. */
    final void checkTransaction() {
        if (transactions != null) {
            transactions.checkOpen();
        }
    }

    private Transactions transactions() {
        checkUsable();
        if (transactions == null) {
            throw new MisuseException(
                    "this producer has no transactions", "set transactional.id when the producer is made");
        }
        return transactions;
    }

    @Override
    public final void initTransactions() {
        waiting.on(initTransactionsAsync(), "initialising transactions");
    }

    @Override
    public final CompletableFuture<Void> initTransactionsAsync() {
        return transactions().initialise();
    }

    @Override
    public final void beginTransaction() {
        waiting.on(transactions().begin(), "beginning a transaction");
    }

    @Override
    public final CompletableFuture<Void> beginTransactionAsync() {
        return transactions().begin();
    }

    @Override
    public final void sendOffsetsToTransaction(Map<TopicPartition, ? extends Progress> offsets, MemberIdentity member) {
        waiting.on(sendOffsetsToTransactionAsync(offsets, member), "committing offsets in a transaction");
    }

    @Override
    public final CompletableFuture<Void> sendOffsetsToTransactionAsync(
            Map<TopicPartition, ? extends Progress> offsets, MemberIdentity member) {
        return transactions().commitOffsets(offsets, member);
    }

    @Override
    public final void commitTransaction() {
        waiting.on(commitTransactionAsync(), "committing a transaction");
    }

    @Override
    public final CompletableFuture<Void> commitTransactionAsync() {
        return transactions().commit();
    }

    @Override
    public final void abortTransaction() {
        waiting.on(abortTransactionAsync(), "aborting a transaction");
    }

    @Override
    public final CompletableFuture<Void> abortTransactionAsync() {
        return transactions().abort();
    }

    /** Ends the transaction that is open, if one is, and waits for that no longer than {@code timeout}. */
    final void finishTransaction(Duration timeout) {
        if (transactions != null) {
            waiting.quietlyOn(transactions.finish(), timeout);
        }
    }

    /** On the loop. */
    final void closeTransactions() {
        if (transactions != null) {
            transactions.close();
        }
    }

    final Waiting waiting() {
        return waiting;
    }
}
