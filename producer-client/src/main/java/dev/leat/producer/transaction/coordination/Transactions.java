package dev.leat.producer.transaction.coordination;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.MisuseException;
import dev.leat.client.group.MemberIdentity;
import dev.leat.client.group.Progress;
import dev.leat.client.metadata.Cluster;
import dev.leat.producer.outbox.PartitionOutbox;
import dev.leat.producer.send.Gate;
import dev.leat.producer.send.Identity;
import dev.leat.producer.send.Sender;
import dev.leat.producer.send.SenderConfig;
import dev.leat.producer.transaction.Answer;
import dev.leat.producer.transaction.Judgement;
import dev.leat.producer.transaction.OffsetCommit;
import dev.leat.producer.transaction.Question;
import dev.leat.producer.transaction.TransactionEffects;
import dev.leat.producer.transaction.TransactionMachine;
import dev.leat.producer.transaction.TransactionPhase;
import dev.leat.protocol.model.TopicPartition;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one producer: brings what callers, batches and coordinators do before the {@link TransactionMachine},
 * and carries out what it decides.
 *
 * <p>Methods that return a future, and {@link #checkOpen}, may be called by any thread; all else is the loop's.
 */
public final class Transactions implements Gate {
    private static final short LAST_EXPLICIT_PRODUCE = 11;
    private static final long SOON_MS = 20;

    private final Cluster cluster;
    private final TransactionConfig config;
    private final CoordinatorCalls calls;
    private final Promises promises;
    private final TransactionMachine machine = new TransactionMachine(new Effects());
    private @Nullable Sender sender;
    private boolean failing;
    private volatile Status status = new Status(TransactionPhase.UNINITIALISED, null);

    /** What callers' threads see of the machine. */
    private record Status(TransactionPhase phase, @Nullable ClientException failure) {}

    public Transactions(Cluster cluster, TransactionConfig config) {
        this.cluster = cluster;
        this.config = config;
        this.calls = new CoordinatorCalls(cluster, config);
        this.promises = new Promises(cluster.network().scheduler(), config.maxBlockMs());
    }

    /** Called once, before anything is asked for. */
    public void holdBack(Sender held) {
        sender = held;
    }

    public CompletableFuture<Void> initialise() {
        return promise("initTransactions", machine::initialise);
    }

    public CompletableFuture<Void> begin() {
        return promise("beginTransaction", machine::begin);
    }

    public CompletableFuture<Void> commit() {
        return promise("commitTransaction", machine::commit);
    }

    public CompletableFuture<Void> abort() {
        return promise("abortTransaction", machine::abort);
    }

    public CompletableFuture<Void> commitOffsets(
            Map<TopicPartition, ? extends Progress> offsets, MemberIdentity member) {
        Map<TopicPartition, Progress> progress = Map.copyOf(offsets);
        return promise(
                "sendOffsetsToTransaction",
                ticket -> machine.commitOffsets(new OffsetCommit(ticket, member, progress)));
    }

    private CompletableFuture<Void> promise(String call, LongConsumer event) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (!cluster.network().onLoop(() -> after(() -> event.accept(promises.open(call, done))))) {
            done.completeExceptionally(new MisuseException("the producer is closed", "make another one"));
        }
        return done;
    }

    /**
     * Any thread, before it sends a record.
     *
     * @throws MisuseException if there is no transaction
     * @throws ClientException if it can only be aborted, or the producer has ended
     */
    public void checkOpen() {
        Status now = status;
        if (now.failure != null) {
            throw now.failure;
        }
        if (now.phase != TransactionPhase.IN_TRANSACTION) {
            throw new MisuseException(
                    "a record of a transactional producer belongs to a transaction, and none is open",
                    "call initTransactions() once and beginTransaction() before sending");
        }
    }

    /** Brings what is open to its end before the producer is closed: a commit goes on, all else is aborted. Any thread. */
    public CompletableFuture<Void> finish() {
        return switch (status.phase) {
            case COMMITTING -> commit();
            case IN_TRANSACTION, ABORTABLE_ERROR, ABORTING -> abort();
            case UNINITIALISED, INITIALISING, READY, FATAL_ERROR -> CompletableFuture.completedFuture(null);
        };
    }

    /** Asks no more; whoever waits hears that the producer was closed. */
    public void close() {
        after(machine::close);
    }

    private void after(Runnable event) {
        event.run();
        status = new Status(machine.phase(), machine.failure());
        Question question = machine.next();
        if (question != null) {
            calls.ask(question)
                    .whenComplete(
                            (answer, failure) -> cluster.network().onLoop(() -> heard(question, answer, failure)));
        }
    }

    private void heard(Question question, @Nullable Answer answer, @Nullable Throwable failure) {
        after(() -> {
            if (answer != null) {
                machine.answered(question, answer);
            } else {
                machine.unanswered(question, ClientErrors.from(Objects.requireNonNull(failure)));
            }
        });
    }

    /** After what runs now: events come out of the sender's midst, and effects reach into it. */
    private void later(Runnable task) {
        cluster.network().loop().execute(task);
    }

    private Sender sender() {
        return Objects.requireNonNull(sender, "a gate stands before a sender");
    }

    @Override
    public boolean mayWrite(TopicPartition partition) {
        boolean may = machine.mayWrite(partition);
        if (!may) {
            later(() -> after(() -> {})); // when all partitions of this turn have asked
        }
        return may;
    }

    @Override
    public void failed(ClientException failure) {
        after(() -> machine.sendFailed(failure));
    }

    @Override
    public void identityNeeded(Runnable ask) {
        // comes with the transactional id
    }

    @Override
    public boolean replacesIdentities() {
        return true;
    }

    @Override
    public PartitionOutbox.Numbers numbers(SenderConfig sending) {
        return PartitionOutbox.Numbers.GIVEN_EPOCHS;
    }

    @Override
    public String transactionalId() {
        return config.transactionalId();
    }

    @Override
    public short highestProduceVersion() {
        return machine.isImplicit() ? Short.MAX_VALUE : LAST_EXPLICIT_PRODUCE;
    }

    /** Carries out what the machine decided, in its order, on a later turn of the loop. */
    private final class Effects implements TransactionEffects {
        @Override
        public void adopt(Identity identity) {
            later(() -> sender().adopt(identity));
        }

        @Override
        public void reopen() {
            later(() -> sender().reconsider());
        }

        @Override
        public void drain(int number) {
            later(() -> {
                CompletableFuture<Void> done = new CompletableFuture<>();
                done.thenRun(() -> later(() -> after(() -> machine.drained(number))));
                sender().drain(done);
            });
        }

        @Override
        public void failRecords(ClientException reason) {
            if (!failing) {
                failing = true;
                later(() -> {
                    failing = false;
                    sender().failAll(reason);
                });
            }
        }

        @Override
        public void pause(Question question, Judgement judgement, int failures) {
            if (judgement == Judgement.AGAIN_ELSEWHERE) {
                calls.forgetCoordinator(question);
            }
            Runnable goOn = () -> after(machine::paused);
            if (judgement == Judgement.AGAIN_SOON) {
                cluster.network().scheduler().schedule(SOON_MS, goOn);
            } else {
                cluster.afterPause(failures, goOn);
            }
        }

        @Override
        public void tell(long ticket, @Nullable ClientException failure) {
            later(() -> promises.close(ticket, failure));
        }
    }
}
