package dev.leat.producer.transaction;

import dev.leat.base.Invariant;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.error.MisuseException;
import dev.leat.producer.send.Identity;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The life of a transactional producer: what may be done when, what the coordinator is asked, and what its answers mean.
 *
 * <p>One question is open at a time ({@link #next}). With the older form of transactions a partition is written only after
 * the coordinator has let it in; with the newer one (KIP-890) its leader sees to that. A transaction ends only when nothing
 * of it is on its way any more, and is committed only if nothing of it failed. After an abort, batches of it may still
 * wander about: the producer goes on under a new epoch, by which leaders tell them apart.
 *
 * <p>Knows no clock, thread or socket. Only the loop.
 */
public final class TransactionMachine {
    private final TransactionEffects effects;
    private final Contents contents = new Contents();
    /** Who waits for the phase to end. */
    private final List<Long> waiting = new ArrayList<>();

    private TransactionPhase phase = TransactionPhase.UNINITIALISED;
    private @Nullable ClientException failure;
    private @Nullable Identity identity;
    private boolean implicit;

    private @Nullable Question asked;
    private boolean pausing;
    private int failures;

    private int drainNumber;
    private boolean drained;
    private boolean ended;

    public TransactionMachine(TransactionEffects effects) {
        this.effects = effects;
    }

    public TransactionPhase phase() {
        return phase;
    }

    /** Why the transaction, or the producer, can only be given up; null while neither is so. */
    public @Nullable ClientException failure() {
        return failure;
    }

    /** Whether partitions and groups come into transactions without being added before (KIP-890). */
    public boolean isImplicit() {
        return implicit;
    }

    /** Asks for a producer id, once; a second call waits for the first. */
    public void initialise(long ticket) {
        if (phase == TransactionPhase.UNINITIALISED) {
            phase = TransactionPhase.INITIALISING;
        }
        if (phase == TransactionPhase.INITIALISING) {
            waiting.add(ticket);
        } else {
            refuse(ticket, "transactions are initialised once");
        }
    }

    /** Begins a transaction; asks nobody. */
    public void begin(long ticket) {
        if (phase == TransactionPhase.READY) {
            phase = TransactionPhase.IN_TRANSACTION;
            effects.tell(ticket, null);
        } else {
            refuse(ticket, "a transaction begins after initTransactions(), when the one before has ended");
        }
    }

    /** Whether batches of {@code partition} may go out; if not yet, {@link TransactionEffects#reopen} follows. */
    public boolean mayWrite(TopicPartition partition) {
        boolean writing =
                phase == TransactionPhase.IN_TRANSACTION || (phase == TransactionPhase.COMMITTING && !drained);
        if (!writing) {
            effects.failRecords(failure != null ? failure : outside());
            return false;
        }
        if (implicit) {
            contents.add(partition);
        } else if (!contents.has(partition)) {
            contents.want(partition);
        }
        return contents.has(partition);
    }

    private static ClientException outside() {
        return new MisuseException(
                "a record was sent while no transaction was open", "send between beginTransaction() and its end");
    }

    /** Makes progress of a group a part of the transaction. */
    public void commitOffsets(OffsetCommit commit) {
        if (phase == TransactionPhase.IN_TRANSACTION) {
            contents.commit(commit);
        } else {
            refuse(commit.ticket(), "offsets are committed within a transaction");
        }
    }

    /** Sends what there is and then makes all of it visible; a second call waits for the first. */
    public void commit(long ticket) {
        if (phase == TransactionPhase.IN_TRANSACTION) {
            complete(TransactionPhase.COMMITTING);
        }
        if (phase == TransactionPhase.COMMITTING) {
            waiting.add(ticket);
        } else {
            refuse(ticket, "there is no transaction to commit");
        }
    }

    /** Gives up what was not sent and makes sure that nobody sees the rest; a second call waits for the first. */
    public void abort(long ticket) {
        if (phase == TransactionPhase.IN_TRANSACTION || phase == TransactionPhase.ABORTABLE_ERROR) {
            ClientException reason = Refusals.aborted();
            contents.dropPending().forEach(offsets -> effects.tell(offsets, reason));
            effects.failRecords(reason);
            complete(TransactionPhase.ABORTING);
        }
        if (phase == TransactionPhase.ABORTING) {
            waiting.add(ticket);
        } else {
            refuse(ticket, "there is no transaction to abort");
        }
    }

    private void complete(TransactionPhase how) {
        phase = how;
        failure = null;
        drained = false;
        ended = false;
        effects.drain(++drainNumber);
    }

    private void refuse(long ticket, String rule) {
        effects.tell(ticket, failure != null ? failure : Refusals.wrongPhase(rule, phase));
    }

    /** Nothing is on its way any more, as {@link TransactionEffects#drain} number {@code number} asked for. */
    public void drained(int number) {
        if (number == drainNumber && phase.isCompleting()) {
            drained = true;
            finishIfNothingHappened();
        }
    }

    private void finishIfNothingHappened() {
        if (drained && !ended && asked == null && !contents.isPending() && !contents.mayBeOpen()) {
            finish();
        }
    }

    /** A batch of the transaction will not be written, or nobody knows. */
    public void sendFailed(ClientException reason) {
        if (Judgement.endsProducer(reason.errorCode())) {
            fail(reason);
        } else if (phase == TransactionPhase.IN_TRANSACTION || phase == TransactionPhase.COMMITTING) {
            failTransaction(reason, false);
        }
    }

    /** The question to ask now; null if there is none, or one is open. */
    public @Nullable Question next() {
        if (asked == null && !pausing) {
            asked = choose();
            return asked;
        }
        return null;
    }

    private @Nullable Question choose() {
        Identity known = identity;
        if (phase == TransactionPhase.INITIALISING) {
            return new Question.Initialise(known);
        }
        if (known == null) {
            return null;
        }
        if (phase.isCompleting() && ended) {
            return new Question.Initialise(known);
        }
        Question content = phase == TransactionPhase.IN_TRANSACTION || phase == TransactionPhase.COMMITTING
                ? contents.next(known, implicit)
                : null;
        boolean atEnd = content == null && phase.isCompleting() && drained;
        return atEnd ? new Question.End(known, implicit, phase == TransactionPhase.COMMITTING) : content;
    }

    /** Takes in what the coordinator said. */
    public void answered(Question question, Answer answer) {
        close(question);
        Judgement judgement = Judgement.of(question, answer.code());
        if (judgement == Judgement.DONE) {
            failures = 0;
            done(question, answer);
        } else if (judgement.isAgain()) {
            askAgain(question, judgement);
        } else if (question instanceof Question.End end && !end.commits() && isOver(answer.code())) {
            ended = true;
        } else if (judgement == Judgement.ABORT) {
            giveUp(question, ClientErrors.of(answer.code(), question.what(), null));
        } else {
            fail(ClientErrors.of(answer.code(), question.what(), null));
        }
        finishIfNothingHappened();
    }

    /** Takes in that no answer came: the coordinator may have done what it was asked. */
    public void unanswered(Question question, ClientException reason) {
        ErrorCode code = reason.errorCode();
        if (code != null && !code.retriable()) { // somebody answered, just not the coordinator
            close(question);
            Judgement judgement = Judgement.of(question, code);
            if (judgement == Judgement.ABORT) {
                giveUp(question, reason);
            } else {
                fail(reason);
            }
        } else if (ClientErrors.isRetriable(reason)) {
            close(question);
            contents.uncertain(question);
            askAgain(question, Judgement.AGAIN_ELSEWHERE);
        } else {
            close(question);
            fail(reason);
        }
        finishIfNothingHappened();
    }

    private void close(Question question) {
        Invariant.check(question == asked, "an answer to a question that is not open");
        asked = null;
    }

    /** Whether the coordinator, asked to abort, knows of nothing to abort: then a new epoch is all that is needed. */
    private boolean isOver(ErrorCode code) {
        return code == ErrorCode.UNKNOWN_PRODUCER_ID
                || code == ErrorCode.INVALID_PRODUCER_ID_MAPPING
                || (code == ErrorCode.INVALID_TXN_STATE && !contents.isOpen());
    }

    private void done(Question question, Answer answer) {
        if (question instanceof Question.Initialise) {
            initialised(answer);
        } else if (question instanceof Question.End end) {
            ended(end, answer);
        } else {
            contents.done(question);
            if (question instanceof Question.AddPartitions) {
                effects.reopen();
            }
            if (question instanceof Question.CommitOffsets committed) {
                tellOffsets(committed.commit());
            }
        }
    }

    /** Those who waited have heard already if the transaction failed meanwhile. */
    private void tellOffsets(OffsetCommit commit) {
        if (failure == null && phase != TransactionPhase.ABORTING) {
            effects.tell(commit.ticket(), null);
        }
    }

    private void initialised(Answer answer) {
        identity = Objects.requireNonNull(answer.identity(), "an answer to InitProducerId has an id");
        implicit = answer.implicit();
        effects.adopt(identity);
        finish();
    }

    private void ended(Question.End end, Answer answer) {
        ended = true;
        Identity next = answer.identity();
        if (next != null) {
            identity = next;
            effects.adopt(next);
        }
        boolean sameForm = answer.implicit() == implicit;
        if (sameForm && (next != null || end.commits())) {
            finish(); // else a new epoch comes first: fences what is left of an abort, or begins the other form
        }
    }

    private void finish() {
        phase = TransactionPhase.READY;
        failures = 0;
        contents.clear();
        tellWaiting(null);
    }

    private void askAgain(Question question, Judgement judgement) {
        boolean wanted = phase != TransactionPhase.ABORTABLE_ERROR && phase != TransactionPhase.FATAL_ERROR;
        if (wanted) {
            pausing = true;
            effects.pause(question, judgement, ++failures);
        }
    }

    /** The pause is over. */
    public void paused() {
        pausing = false;
    }

    /** What was asked for the transaction's sake is refused; what was asked while aborting leaves no way out. */
    private void giveUp(Question question, ClientException reason) {
        if (question instanceof Question.End end && !end.commits()) {
            fail(reason);
        } else if (phase == TransactionPhase.IN_TRANSACTION || phase == TransactionPhase.COMMITTING) {
            failTransaction(reason, isAboutOffsets(question) && !reason.is(ErrorCode.TRANSACTION_ABORTABLE));
        }
    }

    private static boolean isAboutOffsets(Question question) {
        return question instanceof Question.AddGroup || question instanceof Question.CommitOffsets;
    }

    /** @param aboutOffsets whether {@code reason} is what those should hear who wait for offsets */
    private void failTransaction(ClientException reason, boolean aboutOffsets) {
        ClientException refusal = Refusals.onlyAbort(reason);
        phase = TransactionPhase.ABORTABLE_ERROR;
        failure = refusal;
        tellOfEnd(reason, aboutOffsets ? reason : refusal, refusal);
    }

    /** Ends the producer; a transaction whose end the coordinator has confirmed keeps its outcome. */
    private void fail(ClientException reason) {
        if (phase == TransactionPhase.FATAL_ERROR) {
            return;
        }
        boolean committed = phase == TransactionPhase.COMMITTING && ended;
        phase = TransactionPhase.FATAL_ERROR;
        failure = reason;
        tellOfEnd(reason, reason, committed ? null : reason);
    }

    /**
     * @param reason what records fail with
     * @param refusal what those hear who wait for offsets to become a part of it
     * @param outcome what those hear who wait for the transaction's end; null for success
     */
    private void tellOfEnd(ClientException reason, ClientException refusal, @Nullable ClientException outcome) {
        contents.dropPending().forEach(offsets -> effects.tell(offsets, refusal));
        tellWaiting(outcome);
        effects.failRecords(reason);
    }

    private void tellWaiting(@Nullable ClientException outcome) {
        List<Long> told = List.copyOf(waiting);
        waiting.clear();
        told.forEach(ticket -> effects.tell(ticket, outcome));
    }

    /** The producer is closed: nothing more is asked. */
    public void close() {
        fail(new FatalException("the producer was closed", "make another one"));
    }
}
