package dev.leat.controller.cluster;

import static dev.leat.controller.cluster.TestBrokers.broker;
import static dev.leat.controller.cluster.TestBrokers.live;
import static dev.leat.controller.cluster.TestBrokers.member;
import static dev.leat.controller.cluster.TestBrokers.returnedCleanly;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Brokers 1, 2 and 3 with epochs 10, 20 and 30; min.insync.replicas 2 unless said. */
final class PartitionRulesTest {
    private static final BrokerRegistration ONE = broker(1, 10);
    private static final BrokerRegistration TWO = broker(2, 20);
    private static final BrokerRegistration THREE = broker(3, 30);
    private static final ReplicaEpoch IN_ONE = member(1, 10);
    private static final ReplicaEpoch IN_TWO = member(2, 20);
    private static final ReplicaEpoch IN_THREE = member(3, 30);

    private static PartitionState of(int leader, List<ReplicaEpoch> isr, List<ReplicaEpoch> elr, int last) {
        return new PartitionState(leader, 5, 7, List.of(1, 2, 3), isr, elr, last);
    }

    private static PartitionState healthy() {
        return of(1, List.of(IN_ONE, IN_TWO, IN_THREE), List.of(), -1);
    }

    private static PartitionState when(PartitionState state, Map<Integer, BrokerRegistration> live) {
        return PartitionRules.reconcile(state, new PartitionRules.Situation(live, 2, false));
    }

    private static PartitionState whenUnclean(PartitionState state, Map<Integer, BrokerRegistration> live) {
        return PartitionRules.reconcile(state, new PartitionRules.Situation(live, 2, true));
    }

    @Test
    void shouldLeaveAPartitionAloneWhoseMembersAllLive() {
        PartitionState state = healthy();
        assertThat(when(state, live(ONE, TWO, THREE))).isSameAs(state);
    }

    @Test
    void shouldBeginWithAllReplicasInSyncUnderThePreferredLeader() {
        PartitionState state = PartitionRules.created(List.of(2, 1), live(ONE, TWO, THREE));
        assertThat(state).isEqualTo(new PartitionState(2, 0, 0, List.of(2, 1), List.of(IN_TWO, IN_ONE), List.of(), -1));
    }

    @Test
    void shouldElectTheNextInSyncReplicaWhenTheLeaderDies() {
        PartitionState next = when(healthy(), live(TWO, THREE));
        assertThat(next.leader()).isEqualTo(2);
        assertThat(next.leaderEpoch()).isEqualTo(6);
        assertThat(next.partitionEpoch()).isEqualTo(8);
        assertThat(next.isr()).containsExactly(IN_TWO, IN_THREE);
        assertThat(next.elr()).isEmpty();
    }

    @Test
    void shouldKeepTheLeaderEpochWhenOnlyAFollowerDies() {
        PartitionState next = when(healthy(), live(ONE, TWO));
        assertThat(next.leader()).isEqualTo(1);
        assertThat(next.leaderEpoch()).isEqualTo(5);
        assertThat(next.partitionEpoch()).isEqualTo(8);
        assertThat(next.isr()).containsExactly(IN_ONE, IN_TWO);
    }

    @Test
    void shouldKeepEligibleWhoLeavesAnIsrBelowTheMinimum() {
        PartitionState next = when(of(1, List.of(IN_ONE, IN_TWO), List.of(), -1), live(TWO, THREE));
        assertThat(next.leader()).isEqualTo(2);
        assertThat(next.isr()).containsExactly(IN_TWO);
        assertThat(next.elr()).containsExactly(IN_ONE);
    }

    @Test
    void shouldGoOfflineRatherThanLoseWhenNoEligibleReplicaLives() {
        PartitionState next = when(of(1, List.of(IN_ONE, IN_TWO), List.of(), -1), live(THREE));
        assertThat(next.leader()).isEqualTo(PartitionState.NO_LEADER);
        assertThat(next.lastKnownLeader()).isEqualTo(1);
        assertThat(next.leaderEpoch()).isEqualTo(6);
        assertThat(next.isr()).isEmpty();
        assertThat(next.elr()).containsExactly(IN_ONE, IN_TWO);
        assertThat(when(next, live(THREE))).isSameAs(next);
    }

    @Test
    void shouldElectAnEligibleReplicaThatReturnsCleanly() {
        PartitionState offline = of(-1, List.of(), List.of(IN_ONE, IN_TWO), 1);
        PartitionState next = when(offline, live(returnedCleanly(2, 20, 40), THREE));
        assertThat(next.leader()).isEqualTo(2);
        assertThat(next.isr()).containsExactly(member(2, 40));
        assertThat(next.elr()).containsExactly(IN_ONE);
        assertThat(next.lastKnownLeader()).isEqualTo(PartitionState.NO_LEADER);
    }

    @Test
    void shouldNotElectOnItsOwnWordTheLastLeaderThatLostItsTailWhileAnotherReplicaIsEligible() {
        PartitionState offline = of(-1, List.of(), List.of(IN_ONE, IN_TWO), 1);
        PartitionState next = when(offline, live(broker(1, 40), THREE));
        assertThat(next.leader()).isEqualTo(PartitionState.NO_LEADER);
        assertThat(next.elr()).containsExactly(IN_TWO);
        assertThat(next.lastKnownLeader()).isEqualTo(1);
    }

    @Test
    void shouldElectTheLastLeaderWhenNobodyElseCanKnowMore() {
        PartitionState offline = of(-1, List.of(), List.of(IN_ONE), 1);
        PartitionState next = when(offline, live(broker(1, 40), THREE));
        assertThat(next.leader()).isEqualTo(1);
        assertThat(next.isr()).containsExactly(member(1, 40));
        assertThat(next.elr()).isEmpty();
    }

    @Test
    void shouldBringTheOnlyReplicaBackAfterAKill() {
        PartitionState single = new PartitionState(1, 5, 7, List.of(1), List.of(IN_ONE), List.of(), -1);
        PartitionState next =
                PartitionRules.reconcile(single, new PartitionRules.Situation(live(broker(1, 40)), 1, false));
        assertThat(next).isEqualTo(new PartitionState(1, 6, 8, List.of(1), List.of(member(1, 40)), List.of(), -1));
    }

    @Test
    void shouldTakeAnUncleanReturnOutOfTheIsrBeforeItCanLead() {
        PartitionState next = when(healthy(), live(broker(1, 40), TWO, THREE));
        assertThat(next.leader()).isEqualTo(2);
        assertThat(next.isr()).containsExactly(IN_TWO, IN_THREE);
        assertThat(next.elr()).isEmpty();
    }

    @Test
    void shouldLetACleanReturnKeepItsPlaceUnderANewLeaderEpoch() {
        PartitionState next = when(healthy(), live(returnedCleanly(1, 10, 40), TWO, THREE));
        assertThat(next.leader()).isEqualTo(1);
        assertThat(next.leaderEpoch()).isEqualTo(6);
        assertThat(next.isr()).containsExactly(member(1, 40), IN_TWO, IN_THREE);
    }

    @Test
    void shouldNotTakeAnOlderCleanShutdownForAProofOfTheLastOne() {
        PartitionState next = when(healthy(), live(returnedCleanly(1, 9, 40), TWO, THREE));
        assertThat(next.isr()).containsExactly(IN_TWO, IN_THREE);
    }

    @Test
    void shouldForgetTheEligibleOnceTheIsrIsLargeEnough() {
        PartitionState state = of(1, List.of(IN_ONE, IN_TWO), List.of(IN_THREE), -1);
        assertThat(when(state, live(ONE, TWO)).elr()).isEmpty();
    }

    @Test
    void shouldElectAnybodyOnlyIfThatWasAllowed() {
        PartitionState offline = of(-1, List.of(), List.of(IN_ONE, IN_TWO), 1);
        assertThat(when(offline, live(THREE)).hasLeader()).isFalse();
        PartitionState next = whenUnclean(offline, live(THREE));
        assertThat(next.leader()).isEqualTo(3);
        assertThat(next.isr()).containsExactly(IN_THREE);
        assertThat(next.elr()).isEmpty();
    }
}
