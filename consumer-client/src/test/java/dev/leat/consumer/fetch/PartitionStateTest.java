package dev.leat.consumer.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.consumer.fetch.PartitionState.Phase;
import dev.leat.consumer.fetch.PartitionState.Reaction;
import dev.leat.consumer.offset.Position;
import dev.leat.protocol.error.ErrorCode;
import org.junit.jupiter.api.Test;

class PartitionStateTest {
    private static final int LEADER = 1;
    private static final int NEAR = 2;

    private final PartitionState state = new PartitionState();

    @Test
    void shouldWaitUntilItIsToldWhereToStart() {
        assertThat(state.phase()).isEqualTo(Phase.WAITING);
        state.resetTo(-2);
        assertThat(state.phase()).isEqualTo(Phase.RESETTING);
        assertThat(state.resetTimestamp()).isEqualTo(-2);
        state.startAt(new Position(40, Position.NO_EPOCH));
        assertThat(state.phase()).isEqualTo(Phase.READY);
        assertThat(state.offset()).isEqualTo(40);
    }

    @Test
    void shouldGoOnBehindWhatWasFetched() {
        state.startAt(new Position(40, Position.NO_EPOCH));
        state.onFetched(55, 3);
        assertThat(state.offset()).isEqualTo(55);
        assertThat(state.offsetEpoch()).isEqualTo(3);
    }

    @Test
    void shouldValidateAPositionWithAnEpochAgainstEachNewLeader() {
        state.startAt(new Position(40, 3));
        assertThat(state.needsValidation()).isTrue();
        state.validated();
        state.onLeaderEpoch(3);
        state.validated();
        state.onLeaderEpoch(3);
        assertThat(state.needsValidation()).isFalse();
        state.onLeaderEpoch(4);
        assertThat(state.needsValidation()).isTrue();
        assertThat(state.leaderEpoch()).isEqualTo(4);
    }

    @Test
    void shouldNotValidateAPositionWithoutAnEpoch() {
        state.startAt(new Position(40, Position.NO_EPOCH));
        state.onLeaderEpoch(4);
        assertThat(state.needsValidation()).isFalse();
    }

    @Test
    void shouldSeeADivergenceOnlyBeforeItsPosition() {
        state.startAt(new Position(40, 3));
        assertThat(state.divergence(3, 40)).isNull();
        assertThat(state.divergence(2, 38)).isEqualTo(new Position(38, 2));
        assertThat(state.divergence(-1, -1)).isNull();
    }

    @Test
    void shouldAskThePreferredReplicaForAsLongAsThatHolds() {
        state.startAt(new Position(0, Position.NO_EPOCH));
        state.onLeaderEpoch(1);
        state.prefer(NEAR, 500);
        assertThat(state.replicaToAsk(LEADER, 499)).isEqualTo(NEAR);
        assertThat(state.replicaToAsk(LEADER, 500)).isEqualTo(LEADER);
        state.onLeaderEpoch(2);
        assertThat(state.replicaToAsk(LEADER, 499)).isEqualTo(LEADER);
    }

    @Test
    void shouldAskTheLeaderBeforeItBelievesAReplicaThatTheOffsetIsOutOfRange() {
        state.startAt(new Position(0, Position.NO_EPOCH));
        state.prefer(NEAR, 500);
        assertThat(state.reactionTo(ErrorCode.OFFSET_OUT_OF_RANGE)).isEqualTo(Reaction.PAUSE);
        assertThat(state.replicaToAsk(LEADER, 0)).isEqualTo(LEADER);
        assertThat(state.reactionTo(ErrorCode.OFFSET_OUT_OF_RANGE)).isEqualTo(Reaction.RESET);
    }

    @Test
    void shouldLookForTheLeaderWhenTheBrokerIsNone() {
        for (ErrorCode moved : new ErrorCode[] {
            ErrorCode.NOT_LEADER_OR_FOLLOWER,
            ErrorCode.FENCED_LEADER_EPOCH,
            ErrorCode.UNKNOWN_TOPIC_ID,
            ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
            ErrorCode.KAFKA_STORAGE_ERROR
        }) {
            assertThat(state.reactionTo(moved)).as("%s", moved).isEqualTo(Reaction.REFRESH);
        }
        assertThat(state.reactionTo(ErrorCode.UNKNOWN_LEADER_EPOCH)).isEqualTo(Reaction.PAUSE);
    }

    @Test
    void shouldTellTheApplicationWhatDoesNotPass() {
        assertThat(state.reactionTo(ErrorCode.TOPIC_AUTHORIZATION_FAILED)).isEqualTo(Reaction.FAIL);
        assertThat(state.reactionTo(ErrorCode.CORRUPT_MESSAGE)).isEqualTo(Reaction.FAIL);
        state.startAt(new Position(4, Position.NO_EPOCH));
        state.stop();
        assertThat(state.phase()).isEqualTo(Phase.STOPPED);
        state.stop();
        state.retry();
        assertThat(state.phase()).isEqualTo(Phase.READY);
    }
}
