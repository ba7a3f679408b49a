package dev.leat.producer.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.error.FencedException;
import dev.leat.client.error.MisuseException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.group.MemberIdentity;
import dev.leat.client.group.Progress;
import dev.leat.producer.send.Identity;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransactionMachineTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final Identity FIRST = new Identity(7, (short) 0);
    private static final Identity SECOND = new Identity(7, (short) 1);
    private static final ClientException LOST = new RetriableException("the connection was closed", "");
    private static final ClientException TOO_LATE = new RetriableException("not acknowledged in time", "");

    private static final long INIT = 1;
    private static final long BEGIN = 2;
    private static final long OFFSETS = 3;
    private static final long END = 4;
    private static final long END_AGAIN = 5;

    private final RecordedEffects effects = new RecordedEffects();
    private final TransactionMachine machine = new TransactionMachine(effects);

    private <Q extends Question> Q asks(Class<Q> kind) {
        return kind.cast(Objects.requireNonNull(machine.next(), "a question"));
    }

    private void answer(Question question, ErrorCode code) {
        answer(question, code, null, machine.isImplicit());
    }

    private void answer(Question question, ErrorCode code, @Nullable Identity identity, boolean implicit) {
        machine.answered(question, new Answer(code, identity, implicit));
    }

    private void ready(boolean implicit) {
        machine.initialise(INIT);
        answer(asks(Question.Initialise.class), ErrorCode.NONE, FIRST, implicit);
    }

    private void inTransaction(boolean implicit) {
        ready(implicit);
        machine.begin(BEGIN);
    }

    /** With something written, so that there is something to end. */
    private void written(boolean implicit) {
        inTransaction(implicit);
        machine.mayWrite(PARTITION);
        if (!implicit) {
            answer(asks(Question.AddPartitions.class), ErrorCode.NONE);
        }
    }

    private void sendOffsets() {
        machine.commitOffsets(
                new OffsetCommit(OFFSETS, MemberIdentity.outside("g"), Map.of(PARTITION, Progress.of(5))));
    }

    private Question.End committing(boolean implicit) {
        written(implicit);
        machine.commit(END);
        machine.drained(effects.drain);
        return asks(Question.End.class);
    }

    private Question.End aborting(boolean implicit) {
        written(implicit);
        machine.abort(END);
        machine.drained(effects.drain);
        return asks(Question.End.class);
    }

    @Test
    void shouldAskForAnIdentityOnceAndTellAllWhoWait() {
        machine.initialise(INIT);
        Question question = asks(Question.Initialise.class);
        machine.initialise(BEGIN);
        assertThat(machine.next()).isNull();
        answer(question, ErrorCode.NONE, FIRST, true);

        assertThat(effects.adopted).containsExactly(FIRST);
        assertThat(effects.done).containsExactly(INIT, BEGIN);
        assertThat(machine.phase()).isEqualTo(TransactionPhase.READY);
    }

    @Test
    void shouldLookForTheCoordinatorAnewWhenItHasMoved() {
        machine.initialise(INIT);
        answer(asks(Question.Initialise.class), ErrorCode.NOT_COORDINATOR);
        assertThat(effects.pauses).containsExactly(Judgement.AGAIN_ELSEWHERE);
        assertThat(machine.next()).isNull();

        machine.paused();
        answer(asks(Question.Initialise.class), ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
        machine.paused();
        answer(asks(Question.Initialise.class), ErrorCode.CONCURRENT_TRANSACTIONS);
        machine.paused();
        answer(asks(Question.Initialise.class), ErrorCode.NONE, FIRST, true);

        assertThat(effects.pauses).containsExactly(Judgement.AGAIN_ELSEWHERE, Judgement.AGAIN, Judgement.AGAIN_SOON);
        assertThat(effects.done).containsExactly(INIT);
    }

    @Test
    void shouldEndWhenTheTransactionalIdIsNotAllowed() {
        machine.initialise(INIT);
        ClientException refusal =
                ClientErrors.of(ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED, "finding the coordinator", null);
        machine.unanswered(asks(Question.Initialise.class), refusal);

        assertThat(effects.failed).containsEntry(INIT, refusal);
        assertThat(machine.phase()).isEqualTo(TransactionPhase.FATAL_ERROR);
        machine.begin(BEGIN);
        assertThat(effects.failed).containsEntry(BEGIN, refusal);
    }

    @Test
    void shouldRefuseWhatDoesNotFitThePhase() {
        machine.begin(BEGIN);
        machine.commit(END);
        sendOffsets();
        assertThat(effects.failed).containsOnlyKeys(BEGIN, END, OFFSETS);
        assertThat(effects.failed.values()).hasOnlyElementsOfType(MisuseException.class);
        ready(true);
        machine.abort(END_AGAIN);
        machine.initialise(INIT);
        assertThat(effects.failed).containsOnlyKeys(BEGIN, END, OFFSETS, END_AGAIN, INIT);
        assertThat(machine.phase()).isEqualTo(TransactionPhase.READY);
    }

    @Test
    void shouldWriteToNoPartitionOutsideOfATransaction() {
        ready(true);
        assertThat(machine.mayWrite(PARTITION)).isFalse();
        assertThat(effects.failedRecords).hasOnlyElementsOfType(MisuseException.class);
    }

    @Test
    void shouldLetPartitionsInBeforeTheyAreWritten() {
        inTransaction(false);
        TopicPartition other = new TopicPartition("t", 1);
        assertThat(machine.mayWrite(PARTITION)).isFalse();
        assertThat(machine.mayWrite(other)).isFalse();
        Question.AddPartitions question = asks(Question.AddPartitions.class);
        assertThat(question.partitions()).containsExactly(PARTITION, other);
        answer(question, ErrorCode.NONE);

        assertThat(effects.reopened).isEqualTo(1);
        assertThat(machine.mayWrite(PARTITION)).isTrue();
        assertThat(machine.mayWrite(other)).isTrue();
        assertThat(machine.next()).isNull();
    }

    @Test
    void shouldWriteAtOnceWhereLeadersLetPartitionsIn() {
        inTransaction(true);
        assertThat(machine.mayWrite(PARTITION)).isTrue();
        assertThat(machine.next()).isNull();
    }

    @Test
    void shouldAddTheGroupBeforeItsOffsets() {
        inTransaction(false);
        sendOffsets();
        answer(asks(Question.AddGroup.class), ErrorCode.NONE);
        answer(asks(Question.CommitOffsets.class), ErrorCode.NONE);
        assertThat(effects.done).contains(OFFSETS);

        sendOffsets();
        asks(Question.CommitOffsets.class);
    }

    @Test
    void shouldCommitOffsetsAtOnceWhereTheGroupComesInByItself() {
        inTransaction(true);
        sendOffsets();
        answer(asks(Question.CommitOffsets.class), ErrorCode.NONE);
        machine.commit(END);
        machine.drained(effects.drain);
        assertThat(asks(Question.End.class).commits()).isTrue();
    }

    @Test
    void shouldEndOnlyWhenNothingIsOnItsWay() {
        written(true);
        machine.commit(END);
        assertThat(machine.next()).isNull();
        assertThat(machine.mayWrite(PARTITION))
                .as("what was sent before the commit")
                .isTrue();

        machine.drained(effects.drain);
        assertThat(asks(Question.End.class).commits()).isTrue();
        assertThat(machine.mayWrite(PARTITION)).as("what was sent after it").isFalse();
    }

    @Test
    void shouldFinishOffsetsBeforeTheCommit() {
        written(true);
        sendOffsets();
        machine.commit(END);
        machine.drained(effects.drain);
        answer(asks(Question.CommitOffsets.class), ErrorCode.NONE);
        assertThat(asks(Question.End.class).commits()).isTrue();
    }

    @Test
    void shouldGoOnUnderTheSameEpochAfterAnExplicitCommit() {
        answer(committing(false), ErrorCode.NONE);
        assertThat(effects.done).contains(END);
        assertThat(effects.adopted).containsExactly(FIRST);
        assertThat(machine.phase()).isEqualTo(TransactionPhase.READY);
        assertThat(machine.next()).isNull();
    }

    @Test
    void shouldGoOnUnderTheEpochThatTheEndBrings() {
        answer(committing(true), ErrorCode.NONE, SECOND, true);
        assertThat(effects.adopted).containsExactly(FIRST, SECOND);
        assertThat(effects.done).contains(END);
        machine.begin(BEGIN);
        machine.mayWrite(PARTITION);
        machine.abort(END_AGAIN);
        machine.drained(effects.drain);
        assertThat(asks(Question.End.class).identity()).isEqualTo(SECOND);
    }

    @Test
    void shouldTakeANewEpochAfterAnExplicitAbort() {
        answer(aborting(false), ErrorCode.NONE);
        assertThat(effects.done).doesNotContain(END);
        Question.Initialise bump = asks(Question.Initialise.class);
        assertThat(bump.former()).isEqualTo(FIRST);
        answer(bump, ErrorCode.NONE, SECOND, false);

        assertThat(effects.adopted).containsExactly(FIRST, SECOND);
        assertThat(effects.done).contains(END);
        assertThat(machine.phase()).isEqualTo(TransactionPhase.READY);
    }

    @Test
    void shouldNeedNoNewEpochWhenTheEndBringsIt() {
        answer(aborting(true), ErrorCode.NONE, SECOND, true);
        assertThat(machine.next()).isNull();
        assertThat(effects.done).contains(END);
    }

    @Test
    void shouldBeginTheNewFormUnderANewEpochWhenTheClusterWasUpgraded() {
        answer(committing(false), ErrorCode.NONE, null, true);
        assertThat(machine.phase()).isEqualTo(TransactionPhase.COMMITTING);
        answer(asks(Question.Initialise.class), ErrorCode.NONE, SECOND, true);
        assertThat(machine.isImplicit()).isTrue();
        assertThat(effects.done).contains(END);
    }

    @Test
    void shouldKeepACommitThatWasConfirmedWhenTheNewEpochIsRefused() {
        answer(committing(false), ErrorCode.NONE, null, true);
        answer(asks(Question.Initialise.class), ErrorCode.PRODUCER_FENCED);
        assertThat(effects.done).contains(END);
        assertThat(machine.phase()).isEqualTo(TransactionPhase.FATAL_ERROR);
    }

    @Test
    void shouldAskNobodyToEndWhatNobodyKnowsOf() {
        inTransaction(false);
        machine.commit(END);
        machine.drained(effects.drain);
        machine.begin(BEGIN);
        machine.abort(END_AGAIN);
        machine.drained(effects.drain);
        assertThat(machine.next()).isNull();
        assertThat(effects.done).contains(END, END_AGAIN);
    }

    @Test
    void shouldLetASecondCommitWaitForTheFirst() {
        Question.End end = committing(true);
        machine.commit(END_AGAIN);
        answer(end, ErrorCode.NONE, SECOND, true);
        assertThat(effects.done).contains(END, END_AGAIN);
    }

    @Test
    void shouldAskAgainForACommitWhoseAnswerWasLost() {
        Question.End end = committing(true);
        machine.unanswered(end, LOST);
        assertThat(effects.pauses).containsExactly(Judgement.AGAIN_ELSEWHERE);
        machine.paused();
        assertThat(asks(Question.End.class)).isEqualTo(end);
    }

    @Test
    void shouldRefuseToCommitWhatFailedInPart() {
        written(true);
        machine.sendFailed(TOO_LATE);
        machine.commit(END);

        assertThat(machine.phase()).isEqualTo(TransactionPhase.ABORTABLE_ERROR);
        assertThat(effects.failedRecords).containsExactly(TOO_LATE);
        assertThat(effects.failed.get(END))
                .isInstanceOf(RetriableException.class)
                .hasCause(TOO_LATE)
                .matches(failure -> ((ClientException) failure).is(ErrorCode.TRANSACTION_ABORTABLE));
        assertThat(machine.next()).isNull();
    }

    @Test
    void shouldFailACommitThatWaitsForABatchThatFails() {
        written(true);
        machine.commit(END);
        int draining = effects.drain;
        machine.sendFailed(TOO_LATE);
        machine.drained(draining);

        assertThat(effects.failed).containsKey(END);
        assertThat(machine.next()).as("no end that was not asked for").isNull();
    }

    @Test
    void shouldAbortAfterAFailureAndGoOn() {
        written(true);
        machine.sendFailed(TOO_LATE);
        machine.abort(END);
        machine.drained(effects.drain);
        answer(asks(Question.End.class), ErrorCode.NONE, SECOND, true);

        machine.begin(BEGIN);
        assertThat(machine.mayWrite(PARTITION)).isTrue();
        assertThat(machine.failure()).isNull();
    }

    @Test
    void shouldNotTakeAnEarlierDrainingForThatOfTheAbort() {
        written(true);
        machine.commit(END);
        int ofTheCommit = effects.drain;
        machine.sendFailed(TOO_LATE);
        machine.abort(END_AGAIN);
        machine.drained(ofTheCommit);
        assertThat(machine.next()).isNull();
        machine.drained(effects.drain);
        assertThat(asks(Question.End.class).commits()).isFalse();
    }

    @Test
    void shouldFailOffsetsThatAnAbortOvertakes() {
        inTransaction(true);
        sendOffsets();
        Question question = asks(Question.CommitOffsets.class);
        machine.abort(END);
        machine.drained(effects.drain);
        assertThat(machine.next()).as("the end waits for the answer").isNull();
        answer(question, ErrorCode.NONE);

        assertThat(effects.failed).containsKey(OFFSETS);
        assertThat(effects.done).doesNotContain(OFFSETS);
        assertThat(asks(Question.End.class).commits()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"PRODUCER_FENCED", "INVALID_PRODUCER_EPOCH", "TRANSACTION_COORDINATOR_FENCED"})
    void shouldEndWhenFenced(ErrorCode code) {
        answer(committing(true), code);
        assertThat(effects.failed.get(END)).isInstanceOf(FencedException.class);
        assertThat(machine.phase()).isEqualTo(TransactionPhase.FATAL_ERROR);
        machine.abort(END_AGAIN);
        assertThat(effects.failed.get(END_AGAIN)).isInstanceOf(FencedException.class);
        assertThat(machine.mayWrite(PARTITION)).isFalse();
        assertThat(machine.next()).isNull();
    }

    @Test
    void shouldLeaveItToTheCoordinatorWhatAnOldEpochAtALeaderMeans() {
        written(true);
        machine.sendFailed(ClientErrors.of(ErrorCode.INVALID_PRODUCER_EPOCH, "writing", null));
        assertThat(machine.phase()).isEqualTo(TransactionPhase.ABORTABLE_ERROR);
        machine.abort(END);
        machine.drained(effects.drain);
        answer(asks(Question.End.class), ErrorCode.PRODUCER_FENCED);
        assertThat(effects.failed.get(END)).isInstanceOf(FencedException.class);
    }

    @Test
    void shouldEndWhenALeaderKnowsThatItIsFenced() {
        written(true);
        machine.sendFailed(ClientErrors.of(ErrorCode.PRODUCER_FENCED, "writing", null));
        assertThat(machine.phase()).isEqualTo(TransactionPhase.FATAL_ERROR);
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSACTION_ABORTABLE", "INVALID_TXN_STATE", "INVALID_PRODUCER_ID_MAPPING"})
    void shouldOnlyAbortWhatTheCoordinatorDoesNotCommit(ErrorCode code) {
        answer(committing(true), code);
        assertThat(effects.failed.get(END)).isInstanceOf(RetriableException.class);
        assertThat(machine.phase()).isEqualTo(TransactionPhase.ABORTABLE_ERROR);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN_PRODUCER_ID", "INVALID_PRODUCER_ID_MAPPING"})
    void shouldBeginAnewWhenTheCoordinatorHasForgottenTheProducerItShouldAbort(ErrorCode code) {
        answer(aborting(true), code);
        assertThat(asks(Question.Initialise.class).former()).isEqualTo(FIRST);
    }

    @Test
    void shouldEndWhenAnAbortIsRefused() {
        answer(aborting(true), ErrorCode.INVALID_TXN_STATE);
        assertThat(effects.failed.get(END)).isInstanceOf(FatalException.class);
        assertThat(machine.phase()).isEqualTo(TransactionPhase.FATAL_ERROR);
    }

    @ParameterizedTest
    @EnumSource(names = {"ILLEGAL_GENERATION", "UNKNOWN_MEMBER_ID", "FENCED_INSTANCE_ID", "GROUP_AUTHORIZATION_FAILED"})
    void shouldOnlyAbortWhenTheGroupRefusesTheMember(ErrorCode code) {
        written(true);
        sendOffsets();
        answer(asks(Question.CommitOffsets.class), code);
        assertThat(Objects.requireNonNull(effects.failed.get(OFFSETS)).is(code)).isTrue();
        assertThat(machine.phase()).isEqualTo(TransactionPhase.ABORTABLE_ERROR);
    }

    @Test
    void shouldHaveWhoeverCommitsOffsetsAbortWhenABatchWasRefused() {
        written(true);
        sendOffsets();
        asks(Question.CommitOffsets.class);
        machine.sendFailed(ClientErrors.of(ErrorCode.TRANSACTION_ABORTABLE, "writing", null));
        assertThat(effects.failed.get(OFFSETS))
                .isInstanceOf(RetriableException.class)
                .matches(failure -> ((ClientException) failure).is(ErrorCode.TRANSACTION_ABORTABLE));
        assertThat(machine.phase()).isEqualTo(TransactionPhase.ABORTABLE_ERROR);
    }

    @Test
    void shouldAbortWithoutAnEndWhenNoPartitionWasLetIn() {
        inTransaction(false);
        machine.mayWrite(PARTITION);
        answer(asks(Question.AddPartitions.class), ErrorCode.TOPIC_AUTHORIZATION_FAILED);
        machine.abort(END);
        machine.drained(effects.drain);
        assertThat(machine.next()).isNull();
        assertThat(effects.done).contains(END);
    }

    @Test
    void shouldAbortAPartitionOfWhichNobodyKnowsWhetherItWasLetIn() {
        inTransaction(false);
        machine.mayWrite(PARTITION);
        machine.unanswered(asks(Question.AddPartitions.class), LOST);
        machine.abort(END);
        machine.paused();
        machine.drained(effects.drain);
        answer(asks(Question.End.class), ErrorCode.INVALID_TXN_STATE);
        asks(Question.Initialise.class);
    }

    @Test
    void shouldTellTheFinalAmongTheCodesOfSeveralParts() {
        assertThat(Answer.decisive(List.of(
                        ErrorCode.NONE,
                        ErrorCode.OPERATION_NOT_ATTEMPTED,
                        ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
                        ErrorCode.TOPIC_AUTHORIZATION_FAILED)))
                .isEqualTo(ErrorCode.TOPIC_AUTHORIZATION_FAILED);
        assertThat(Answer.decisive(List.of())).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void shouldTellAllWhoWaitWhenItIsClosed() {
        machine.initialise(INIT);
        machine.close();
        assertThat(effects.failed).containsKey(INIT);
    }
}
