package dev.leat.controller.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.controller.cluster.FakeCluster.Broker;
import dev.leat.controller.store.fake.FaultPlan;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Uuid;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ControllerServiceTest {
    private final FakeCluster cluster = new FakeCluster(1);

    @Test
    void shouldFoundAClusterAndAdmitItsFirstBroker() {
        Broker broker = cluster.broker(0);
        Uuid clusterId = broker.started.join();
        assertThat(clusterId.toString()).hasSize(22);
        assertThat(broker.image().clusterId()).isEqualTo(clusterId);
        assertThat(broker.image().controllerId()).isZero();
        assertThat(broker.image().controllerEpoch()).isEqualTo(1);
        assertThat(broker.epoch()).isPositive();
        assertThat(broker.image().broker(0))
                .extracting(BrokerRegistration::brokerEpoch)
                .isEqualTo(broker.epoch());
    }

    @Test
    void shouldPublishATopicBeforeAnsweringItsCreation() {
        Broker broker = cluster.broker(0);
        boolean[] published = new boolean[1];
        CompletableFuture<List<ItemResult>> answer =
                broker.service.createTopics(List.of(NewTopic.of("orders", 3, 1, Map.of("a", "b"))), false);
        answer.thenAccept(results -> published[0] = broker.image().topic("orders") != null);
        ItemResult result = cluster.await(answer).get(0);
        assertThat(published[0]).isTrue();
        assertThat(result.error()).isEqualTo(ErrorCode.NONE);
        assertThat(result.topicId()).isNotEqualTo(Uuid.ZERO);
        assertThat(broker.image().topic(result.topicId())).isEqualTo(result.topic());
        assertThat(broker.image().topicConfigs("orders")).containsExactly(Map.entry("a", "b"));
        assertThat(broker.partition("orders", 2).leader()).isZero();
        assertThat(broker.partition("orders", 2).isr()).containsExactly(new ReplicaEpoch(0, broker.epoch()));
    }

    @Test
    void shouldNumberDeltasWithoutGaps() {
        Broker broker = cluster.broker(0);
        for (int i = 0; i < 5; i++) {
            broker.create("t" + i, 1, 1);
        }
        assertThat(broker.deltas).isNotEmpty();
        for (int i = 1; i < broker.deltas.size(); i++) {
            assertThat(broker.deltas.get(i).version())
                    .isEqualTo(broker.deltas.get(i - 1).version() + 1);
        }
        assertThat(broker.image().version())
                .isEqualTo(broker.deltas.get(broker.deltas.size() - 1).version());
    }

    @Test
    void shouldFindItsTopicsAgainAfterARestart() {
        Broker before = cluster.broker(0);
        before.create("kept", 1_001, 1);
        before.create("gone", 2, 1);
        Uuid gone =
                java.util.Objects.requireNonNull(before.image().topic("gone")).id();
        cluster.await(before.service.deleteTopics(List.of(TopicRef.byId(gone))));
        cluster.await(before.service.alterBrokerConfigs(Map.of(-1, Map.of("log.retention.ms", "5")), false));
        before.service.close();
        Broker after = cluster.unregistered(0).register(before.epoch());
        assertThat(after.started.join()).isEqualTo(before.started.join());
        assertThat(after.image().topics()).extracting(TopicImage::name).containsExactly("kept");
        assertThat(after.image().brokerConfigs(ClusterImage.ALL_BROKERS)).containsEntry("log.retention.ms", "5");
        assertThat(after.image().deletedTopic(gone)).isEqualTo(new DeletedTopic(gone, 1));
        assertThat(after.image().version()).isGreaterThan(before.image().version());
        PartitionState last = after.partition("kept", 1_000);
        assertThat(last.leader()).isZero();
        assertThat(last.leaderEpoch()).isEqualTo(1);
        assertThat(last.isr()).containsExactly(new ReplicaEpoch(0, after.epoch()));
    }

    @Test
    void shouldTakeOverFromItsOwnGhostAfterAKill() {
        Broker killed = cluster.broker(0);
        killed.create("t", 1, 1);
        killed.store.cut(); // the process is gone, its session is not
        cluster.settle();
        Broker restarted = cluster.broker(0);
        assertThat(restarted.started).isCompleted();
        assertThat(restarted.epoch()).isGreaterThan(killed.epoch());
        assertThat(restarted.image().controllerEpoch()).isEqualTo(2);
        assertThat(restarted.partition("t", 0).leader()).isZero();
    }

    @Test
    void shouldRefuseAStoreOfAnotherClusterAndOneThatLostIts() {
        Broker founder = cluster.broker(0);
        Broker stranger = cluster.new Broker(1, Uuid.ZERO, new Uuid(1, 2));
        cluster.settle();
        assertThatThrownBy(stranger.started::join).hasRootCauseInstanceOf(ClusterUnavailableException.class);
        FakeCluster wiped = new FakeCluster(2);
        Broker loser = wiped.new Broker(0, Uuid.ZERO, founder.started.join());
        wiped.settle();
        assertThatThrownBy(loser.started::join).hasMessageContaining("knows no cluster");
    }

    @Test
    void shouldLeaveDecisionsToTheOtherBrokerUntilItIsGone() {
        Broker first = cluster.broker(0);
        Broker second = cluster.broker(1);
        assertThat(second.started.join()).isEqualTo(first.started.join());
        assertThat(second.create("t", 1, 1).error()).isEqualTo(ErrorCode.NOT_CONTROLLER);
        assertThat(first.create("t", 2, 2).isOk()).isTrue();
        first.service.close();
        cluster.settle();
        assertThat(second.image().controllerId()).isEqualTo(1);
        assertThat(second.image().controllerEpoch()).isEqualTo(2);
        assertThat(second.image().brokers())
                .extracting(BrokerRegistration::brokerId)
                .containsExactly(1);
        assertThat(second.partition("t", 0).leader()).isEqualTo(1);
        assertThat(second.partition("t", 1).leader()).isEqualTo(1);
        assertThat(second.create("u", 1, 1).isOk()).isTrue();
    }

    @Test
    void shouldRegisterAndBeElectedAgainAfterItsSessionExpired() {
        Broker broker = cluster.broker(0);
        broker.create("t", 1, 1);
        broker.store.expire();
        cluster.advance(1_000);
        BrokerRegistration again =
                java.util.Objects.requireNonNull(broker.image().broker(0));
        assertThat(again.brokerEpoch()).isGreaterThan(broker.epoch());
        assertThat(broker.image().controllerEpoch()).isEqualTo(2);
        assertThat(broker.partition("t", 0).isr()).containsExactly(new ReplicaEpoch(0, again.brokerEpoch()));
        assertThat(broker.partition("t", 0).elr()).isEmpty();
        assertThat(broker.create("u", 1, 1).isOk()).isTrue();
    }

    @Test
    void shouldStoreAWriteOnceWhoseAnswerWasLost() {
        for (FaultPlan.Fault fault : FaultPlan.Fault.values()) {
            Broker broker = new FakeCluster(3).broker(0);
            FakeCluster own = broker.cluster();
            own.ensemble.setFaults(request -> {
                own.ensemble.setFaults(FaultPlan.NONE);
                return fault;
            });
            assertThat(broker.create("t", 1, 1).error()).as(fault.name()).isEqualTo(ErrorCode.NONE);
            assertThat(broker.create("t", 1, 1).error()).isEqualTo(ErrorCode.TOPIC_ALREADY_EXISTS);
            assertThat(broker.image().controllerEpoch()).isEqualTo(1);
        }
    }

    @Test
    void shouldAnswerInTimeWhenTheStoreDoesNot() {
        Broker broker = cluster.broker(0);
        broker.store.cut();
        assertThat(broker.create("t", 1, 1).error()).isEqualTo(ErrorCode.REQUEST_TIMED_OUT);
    }

    @Test
    void shouldGiveEachProducerIdBlockOnce() {
        Broker first = cluster.broker(0);
        Broker second = cluster.broker(1);
        assertThat(cluster.await(first.service.allocateProducerIds())).isEqualTo(new ProducerIdBlock(0, 1_000));
        CompletableFuture<ProducerIdBlock> left = first.service.allocateProducerIds();
        CompletableFuture<ProducerIdBlock> right = second.service.allocateProducerIds();
        assertThat(List.of(cluster.await(left).first(), cluster.await(right).first()))
                .containsExactlyInAnyOrder(1_000L, 2_000L);
    }

    @Test
    void shouldFailWhatWaitsWhenClosed() {
        Broker broker = cluster.broker(0);
        broker.store.cut();
        CompletableFuture<List<ItemResult>> waiting =
                broker.service.createTopics(List.of(NewTopic.of("t", 1, 1, Map.of())), false);
        cluster.settle();
        broker.service.close();
        cluster.settle();
        assertThatThrownBy(waiting::join).hasRootCauseInstanceOf(ClusterUnavailableException.class);
    }
}
