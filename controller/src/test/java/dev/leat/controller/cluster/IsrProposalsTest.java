package dev.leat.controller.cluster;

import static dev.leat.controller.cluster.TestBrokers.broker;
import static dev.leat.controller.cluster.TestBrokers.live;
import static dev.leat.controller.cluster.TestBrokers.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.controller.cluster.Change.ProposeIsr;
import dev.leat.protocol.error.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Broker 1 leads in epoch 5 at partition epoch 7, brokers 1 and 2 are in sync, 3 is the third replica. */
final class IsrProposalsTest {
    private static final Map<Integer, BrokerRegistration> LIVE = live(broker(1, 10), broker(2, 20), broker(3, 30));
    private static final PartitionState STATE =
            new PartitionState(1, 5, 7, List.of(1, 2, 3), List.of(member(1, 10), member(2, 20)), List.of(), -1);

    private static ProposeIsr proposal(ReplicaEpoch leader, int leaderEpoch, int partitionEpoch, ReplicaEpoch... isr) {
        return new ProposeIsr(TopicRef.byName("t"), 0, leader, leaderEpoch, partitionEpoch, List.of(isr));
    }

    private static ProposeIsr fromLeader(ReplicaEpoch... isr) {
        return proposal(member(1, 10), 5, 7, isr);
    }

    private static ErrorCode judged(ProposeIsr proposal) {
        IsrProposals.Refusal refusal = IsrProposals.refusal(proposal, STATE, LIVE);
        return refusal == null ? ErrorCode.NONE : refusal.error();
    }

    @Test
    void shouldLetAFollowerJoinInTheRegistrationInWhichItCaughtUp() {
        ProposeIsr all = fromLeader(member(1, 10), member(2, 20), member(3, 30));
        assertThat(judged(all)).isEqualTo(ErrorCode.NONE);
        PartitionState next = IsrProposals.accept(all, STATE, 2);
        assertThat(next.isrIds()).containsExactly(1, 2, 3);
        assertThat(next.leaderEpoch()).isEqualTo(5);
        assertThat(next.partitionEpoch()).isEqualTo(8);
    }

    @Test
    void shouldRefuseAMemberThatHasRegisteredAnewSince() {
        assertThat(judged(fromLeader(member(1, 10), member(3, 29)))).isEqualTo(ErrorCode.INELIGIBLE_REPLICA);
    }

    @Test
    void shouldRefuseWhoIsNoReplicaOrNamedTwiceAndAnIsrWithoutItsLeader() {
        assertThat(judged(fromLeader(member(1, 10), member(4, 1)))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(judged(fromLeader(member(1, 10), member(1, 10)))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(judged(fromLeader(member(2, 20)))).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void shouldFenceOldLeadersOldStatesAndOldRegistrations() {
        ReplicaEpoch self = member(1, 10);
        assertThat(judged(proposal(self, 4, 7, self))).isEqualTo(ErrorCode.FENCED_LEADER_EPOCH);
        assertThat(judged(proposal(member(2, 20), 5, 7, self))).isEqualTo(ErrorCode.FENCED_LEADER_EPOCH);
        assertThat(judged(proposal(self, 5, 6, self))).isEqualTo(ErrorCode.INVALID_UPDATE_VERSION);
        assertThat(judged(proposal(member(1, 9), 5, 7, self))).isEqualTo(ErrorCode.STALE_BROKER_EPOCH);
        assertThat(judged(proposal(self, 6, 7, self))).isEqualTo(ErrorCode.NOT_CONTROLLER);
    }

    @Test
    void shouldKeepEligibleWhoIsDroppedBelowTheMinimum() {
        PartitionState alone = IsrProposals.accept(fromLeader(member(1, 10)), STATE, 2);
        assertThat(alone.elr()).containsExactly(member(2, 20));
        PartitionState enough = IsrProposals.accept(fromLeader(member(1, 10)), STATE, 1);
        assertThat(enough.elr()).isEmpty();
    }

    @Test
    void shouldGiveTheRefusalInWords() {
        IsrProposals.Refusal refusal = IsrProposals.refusal(fromLeader(member(4, 1)), STATE, LIVE);
        assertThat(Objects.requireNonNull(refusal).message()).contains("Broker 4");
    }
}
