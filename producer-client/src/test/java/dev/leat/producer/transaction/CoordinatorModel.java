package dev.leat.producer.transaction;

import dev.leat.producer.send.Identity;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of a transaction coordinator and of the leaders that ask it, for one transactional id. */
final class CoordinatorModel {
    private enum State {
        EMPTY,
        ONGOING,
        COMMITTED,
        ABORTED
    }

    private static final Identity NOBODY = new Identity(0, (short) 0);

    /** Which of the two forms of transactions the cluster speaks. */
    boolean implicit;

    /** Records of transactions that have ended, by what became of them. */
    final List<Integer> committed = new ArrayList<>();

    final List<Integer> aborted = new ArrayList<>();

    private final List<Integer> open = new ArrayList<>();
    private final Set<TopicPartition> partitions = new HashSet<>();
    private State state = State.EMPTY;
    private short epoch = -1;
    private @Nullable Identity bumpedFrom;

    Answer ask(Question question) {
        if (question instanceof Question.Initialise initialise) {
            return initialise(initialise.former());
        }
        if (question instanceof Question.AddPartitions add) {
            return change(add.identity(), () -> partitions.addAll(add.partitions()));
        }
        if (question instanceof Question.AddGroup add) {
            return change(add.identity(), () -> {});
        }
        if (question instanceof Question.CommitOffsets offsets) {
            return change(offsets.identity(), () -> {});
        }
        Question.End end = (Question.End) question;
        return end.implicit() ? endAndBump(end) : end(end);
    }

    private Answer answer(ErrorCode code) {
        return new Answer(code, null, implicit);
    }

    private Answer current() {
        return new Answer(ErrorCode.NONE, new Identity(NOBODY.id(), epoch), implicit);
    }

    /** Another producer takes the transactional id over. */
    void takeOver() {
        initialise(null);
    }

    private Answer initialise(@Nullable Identity former) {
        if (former != null && former.epoch() != epoch) {
            return former.equals(bumpedFrom) ? current() : answer(ErrorCode.PRODUCER_FENCED);
        }
        if (former != null && state == State.ONGOING) {
            return answer(
                    ErrorCode.PRODUCER_FENCED); // a real one aborts and fences: whoever asks so has not ended first
        }
        abortOpen();
        state = State.EMPTY;
        bumpedFrom = former;
        epoch++;
        return current();
    }

    private Answer change(Identity identity, Runnable change) {
        if (identity.epoch() != epoch) {
            return answer(ErrorCode.PRODUCER_FENCED);
        }
        state = State.ONGOING;
        change.run();
        return answer(ErrorCode.NONE);
    }

    private Answer end(Question.End end) {
        if (end.identity().epoch() != epoch) {
            return answer(ErrorCode.PRODUCER_FENCED);
        }
        State wanted = end.commits() ? State.COMMITTED : State.ABORTED;
        if (state != State.ONGOING) {
            return answer(state == wanted ? ErrorCode.NONE : ErrorCode.INVALID_TXN_STATE);
        }
        complete(wanted);
        return answer(ErrorCode.NONE);
    }

    private Answer endAndBump(Question.End end) {
        State wanted = end.commits() ? State.COMMITTED : State.ABORTED;
        if (end.identity().epoch() == epoch - 1 && state == wanted) {
            return current(); // asked again
        }
        if (end.identity().epoch() != epoch) {
            return answer(ErrorCode.PRODUCER_FENCED);
        }
        if (state != State.ONGOING && end.commits()) {
            return answer(ErrorCode.INVALID_TXN_STATE);
        }
        complete(wanted);
        epoch++;
        return current();
    }

    private void complete(State outcome) {
        (outcome == State.COMMITTED ? committed : aborted).addAll(open);
        open.clear();
        partitions.clear();
        state = outcome;
    }

    private void abortOpen() {
        if (state == State.ONGOING) {
            complete(State.ABORTED);
        }
    }

    /** The transaction is open for too long. */
    void timeOut() {
        if (state == State.ONGOING) {
            complete(State.ABORTED);
            bumpedFrom = null;
            epoch++;
        }
    }

    /** A leader gets a batch with one record. */
    ErrorCode write(Identity identity, TopicPartition partition, int record) {
        if (identity.epoch() != epoch) {
            return ErrorCode.INVALID_PRODUCER_EPOCH;
        }
        if (implicit) {
            state = State.ONGOING;
        } else if (!partitions.contains(partition)) {
            throw new AssertionError("a batch outside of a transaction: " + partition);
        }
        open.add(record);
        return ErrorCode.NONE;
    }
}
