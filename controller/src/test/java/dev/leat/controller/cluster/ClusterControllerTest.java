package dev.leat.controller.cluster;

import static dev.leat.controller.cluster.TestBrokers.broker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.controller.cluster.ControllerEffect.Publish;
import dev.leat.controller.cluster.ControllerEffect.Reply;
import dev.leat.controller.cluster.ControllerEffect.StandForElection;
import dev.leat.controller.cluster.ControllerEffect.Write;
import dev.leat.controller.store.MultiResult;
import dev.leat.controller.store.StoreOp;
import dev.leat.controller.store.StoreOutcome;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ClusterControllerTest {
    private static final Term TERM = new Term(0, 4, 9, 100);
    private static final MultiResult EPOCH_IS_ANOTHER = new MultiResult(StoreOutcome.BAD_VERSION, 0);
    private static final MultiResult ALREADY_CHANGED = new MultiResult(StoreOutcome.BAD_VERSION, 1);

    private final ClusterController controller =
            new ClusterController(ControllerSettings.of(0, Uuid.ZERO, null, new TopicDefaults(2, 1, 1, false)));
    private final List<ControllerEffect> effects = new ArrayList<>();
    private long ids;

    private void on(ControllerEvent event) {
        effects.clear();
        effects.addAll(controller.on(event));
    }

    private void ended(MultiResult result) {
        on(new ControllerEvent.WriteEnded(result));
    }

    private <T extends ControllerEffect> T only(Class<T> kind) {
        List<T> found = all(kind);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private <T extends ControllerEffect> List<T> all(Class<T> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void elected(BrokerRegistration... brokers) {
        on(new ControllerEvent.Elected(ClusterImage.empty(new Uuid(1, 1)), TERM));
        on(new ControllerEvent.BrokersSeen(List.of(brokers)));
        if (brokers.length > 0) {
            ended(MultiResult.OK);
        }
    }

    private void request(Change... changes) {
        on(new ControllerEvent.Requested(++ids, List.of(changes), false));
    }

    private Change creating(String name) {
        return creating(name, NewTopic.DEFAULT, NewTopic.DEFAULT);
    }

    private Change creating(String name, int partitions, int replicationFactor) {
        return new Change.CreateTopic(
                NewTopic.of(name, partitions, replicationFactor, Map.of()).withId(new Uuid(5, ++ids)));
    }

    private Change assigning(String name, Map<Integer, List<Integer>> assignments) {
        return new Change.CreateTopic(new NewTopic(name, new Uuid(5, ++ids), -1, -1, assignments, Map.of()));
    }

    private ErrorCode errorOf(Change change) {
        request(change);
        if (!all(Write.class).isEmpty()) {
            ended(MultiResult.OK);
        }
        return only(Reply.class).results().get(0).error();
    }

    @Test
    void shouldRefuseEverythingUntilElected() {
        request(creating("t"));
        assertThat(only(Reply.class).results()).extracting(ItemResult::error).containsExactly(ErrorCode.NOT_CONTROLLER);
    }

    @Test
    void shouldFenceEveryWriteAndMoveTheChangeCounterByOne() {
        elected(broker(0, 1));
        request(creating("t"));
        List<StoreOp> ops = only(Write.class).ops();
        assertThat(ops.get(0)).isEqualTo(new StoreOp.CheckVersion("/leat/controller-epoch", 9));
        assertThat(ops.get(1).path()).isEqualTo("/leat/changes");
        assertThat(((StoreOp.Set) ops.get(1)).expectedVersion()).isEqualTo(101); // one change admitted the broker
        assertThat(ops.subList(2, 4)).extracting(StoreOp::path).containsExactly("/leat/topics/t", "/leat/topics/t/0");
        ended(MultiResult.OK);
        assertThat(only(Publish.class).delta().version()).isEqualTo(2);
    }

    @Test
    void shouldWaitForTheFirstSightOfTheBrokersBeforeItPlacesReplicas() {
        on(new ControllerEvent.Elected(ClusterImage.empty(new Uuid(1, 1)), TERM));
        request(creating("t"));
        assertThat(effects).isEmpty();
        on(new ControllerEvent.BrokersSeen(List.of(broker(0, 1))));
        assertThat(only(Write.class).ops()).extracting(StoreOp::path).contains("/leat/topics/t");
        ended(MultiResult.OK);
        assertThat(only(Reply.class).results()).allMatch(ItemResult::isOk);
    }

    @Test
    void shouldAnswerNothingBeforeItIsStoredAndCarryWhatWaitsInOneWrite() {
        elected(broker(0, 1));
        request(creating("a"));
        assertThat(all(Reply.class)).isEmpty();
        request(creating("b"));
        request(creating("c"));
        assertThat(effects).isEmpty();
        ended(MultiResult.OK);
        assertThat(all(Reply.class)).hasSize(1);
        assertThat(only(Write.class).ops())
                .extracting(StoreOp::path)
                .contains("/leat/topics/b", "/leat/topics/c")
                .doesNotContain("/leat/topics/a");
        ended(MultiResult.OK);
        assertThat(all(Reply.class)).hasSize(2);
    }

    @Test
    void shouldSendADoubtfulWriteAgainAndTakeItsRefusalForSuccess() {
        elected(broker(0, 1));
        request(creating("t"));
        Write first = only(Write.class);
        ended(MultiResult.failed(StoreOutcome.UNKNOWN));
        assertThat(effects).isEmpty();
        on(new ControllerEvent.Reconnected());
        assertThat(only(Write.class).ops()).isEqualTo(first.ops());
        ended(ALREADY_CHANGED);
        assertThat(only(Reply.class).results()).allMatch(ItemResult::isOk);
        assertThat(only(Publish.class).image().topic("t")).isNotNull();
    }

    @Test
    void shouldLeaveOfficeWhenFencedAndSayThatNothingWasDone() {
        elected(broker(0, 1));
        request(creating("a"));
        request(creating("b"));
        ended(EPOCH_IS_ANOTHER);
        assertThat(all(Reply.class))
                .hasSize(2)
                .allMatch(reply -> reply.results().get(0).error() == ErrorCode.NOT_CONTROLLER);
        only(StandForElection.class);
        assertThat(controller.inOffice()).isFalse();
    }

    @Test
    void shouldCallADoubtfulWriteThatWasThenFencedTimedOut() {
        elected(broker(0, 1));
        request(creating("a"));
        ended(MultiResult.failed(StoreOutcome.UNKNOWN));
        on(new ControllerEvent.Reconnected());
        ended(EPOCH_IS_ANOTHER);
        assertThat(only(Reply.class).results())
                .extracting(ItemResult::error)
                .containsExactly(ErrorCode.REQUEST_TIMED_OUT);
    }

    @Test
    void shouldLeaveOfficeWhenTheStoreHoldsSomethingElse() {
        elected(broker(0, 1));
        request(creating("a"));
        ended(new MultiResult(StoreOutcome.NODE_EXISTS, 2));
        assertThat(only(Reply.class).results())
                .extracting(ItemResult::error)
                .containsExactly(ErrorCode.UNKNOWN_SERVER_ERROR);
        only(StandForElection.class);
    }

    @Test
    void shouldJudgeNewTopicsAsKafkaDoes() {
        elected(broker(0, 1), broker(1, 1));
        assertThat(errorOf(creating("ok"))).isEqualTo(ErrorCode.NONE);
        assertThat(errorOf(creating("ok"))).isEqualTo(ErrorCode.TOPIC_ALREADY_EXISTS);
        assertThat(errorOf(creating("a/b"))).isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION);
        assertThat(errorOf(creating("x.y"))).isEqualTo(ErrorCode.NONE);
        assertThat(errorOf(creating("x_y"))).isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION);
        assertThat(errorOf(creating("p", 0, 1))).isEqualTo(ErrorCode.INVALID_PARTITIONS);
        assertThat(errorOf(creating("p", 10_001, 1))).isEqualTo(ErrorCode.POLICY_VIOLATION);
        assertThat(errorOf(creating("p", 1, 0))).isEqualTo(ErrorCode.INVALID_REPLICATION_FACTOR);
        assertThat(errorOf(creating("p", 1, 3))).isEqualTo(ErrorCode.INVALID_REPLICATION_FACTOR);
        assertThat(errorOf(creating("p", 1, 2))).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void shouldJudgeAssignmentsMadeByHand() {
        elected(broker(0, 1), broker(1, 1));
        ErrorCode wrong = ErrorCode.INVALID_REPLICA_ASSIGNMENT;
        assertThat(errorOf(assigning("t", Map.of(1, List.of(0))))).isEqualTo(wrong);
        assertThat(errorOf(assigning("t", Map.of(0, List.of(0), 2, List.of(1)))))
                .isEqualTo(wrong);
        assertThat(errorOf(assigning("t", Map.of(0, List.of(0), 1, List.of(0, 1)))))
                .isEqualTo(wrong);
        assertThat(errorOf(assigning("t", Map.of(0, List.of(0, 0))))).isEqualTo(wrong);
        assertThat(errorOf(assigning("t", Map.of(0, List.of(2))))).isEqualTo(wrong);
        assertThat(errorOf(assigning("t", Map.of(0, List.of())))).isEqualTo(wrong);
        NewTopic both = new NewTopic("t", new Uuid(1, 9), 1, -1, Map.of(0, List.of(0)), Map.of());
        assertThat(errorOf(new Change.CreateTopic(both))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(errorOf(assigning("t", Map.of(0, List.of(1, 0), 1, List.of(0, 1)))))
                .isEqualTo(ErrorCode.NONE);
        TopicImage topic = only(Reply.class).results().get(0).topic();
        assertThat(topic).isNotNull();
        assertThat(topic.partitions().get(0).replicas()).containsExactly(1, 0);
        assertThat(topic.partitions().get(0).leader()).isEqualTo(1);
    }

    @Test
    void shouldJudgeMorePartitionsAsKafkaDoes() {
        elected(broker(0, 1), broker(1, 1));
        errorOf(creating("t", 2, 1));
        assertThat(errorOf(adding("none", 3))).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(errorOf(adding("t", 2))).isEqualTo(ErrorCode.INVALID_PARTITIONS);
        assertThat(errorOf(adding("t", 1))).isEqualTo(ErrorCode.INVALID_PARTITIONS);
        assertThat(errorOf(adding("t", 4, List.of(0)))).isEqualTo(ErrorCode.INVALID_REPLICA_ASSIGNMENT);
        assertThat(errorOf(adding("t", 3, List.of(0, 1)))).isEqualTo(ErrorCode.INVALID_REPLICA_ASSIGNMENT);
        assertThat(errorOf(adding("t", 3, List.of(1)))).isEqualTo(ErrorCode.NONE);
        assertThat(only(Publish.class).delta().topics()).allMatch(change -> change.before() != null);
        assertThat(errorOf(adding("t", 600))).isEqualTo(ErrorCode.NONE);
        TopicImage grown = only(Publish.class).image().topic("t");
        assertThat(grown).isNotNull();
        assertThat(grown.partitionCount()).isEqualTo(600);
    }

    private static Change adding(String topic, int count, List<Integer> assignment) {
        return new Change.AddPartitions(new NewPartitions(topic, count, List.of(assignment)));
    }

    private static Change adding(String topic, int count) {
        return new Change.AddPartitions(new NewPartitions(topic, count, List.of()));
    }

    @Test
    void shouldDeleteByNameOrIdAndKeepTheOrder() {
        elected(broker(0, 1));
        errorOf(creating("t"));
        TopicImage topic = only(Publish.class).image().topic("t");
        assertThat(topic).isNotNull();
        assertThat(errorOf(new Change.DeleteTopic(TopicRef.byName("u"))))
                .isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(errorOf(new Change.DeleteTopic(TopicRef.byId(new Uuid(9, 9)))))
                .isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID);
        assertThat(errorOf(new Change.DeleteTopic(TopicRef.byId(topic.id())))).isEqualTo(ErrorCode.NONE);
        Publish publish = only(Publish.class);
        assertThat(publish.delta().deleted())
                .containsExactly(new ClusterDelta.TopicDeletion(topic, TERM.controllerEpoch()));
        assertThat(publish.image().topic("t")).isNull();
        assertThat(publish.image().topic(topic.id())).isNull();
        assertThat(publish.image().deletedTopic(topic.id())).isNotNull();
    }

    @Test
    void shouldReplaceSettings() {
        elected(broker(0, 1));
        errorOf(creating("t"));
        assertThat(errorOf(new Change.SetTopicConfigs("u", Map.of()))).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(errorOf(new Change.SetTopicConfigs("t", Map.of("min.insync.replicas", "none"))))
                .isEqualTo(ErrorCode.INVALID_CONFIG);
        assertThat(errorOf(new Change.SetTopicConfigs("t", Map.of("a", "1")))).isEqualTo(ErrorCode.NONE);
        assertThat(only(Publish.class).image().topicConfigs("t")).containsExactly(Map.entry("a", "1"));
        assertThat(errorOf(new Change.SetBrokerConfigs(0, Map.of("b", "2")))).isEqualTo(ErrorCode.NONE);
        assertThat(only(Publish.class).delta().brokerConfigs()).containsExactly(0);
        assertThat(errorOf(new Change.SetBrokerConfigs(0, Map.of()))).isEqualTo(ErrorCode.NONE);
        assertThat(only(Publish.class).image().brokerConfigs(0)).isEmpty();
    }

    @Test
    void shouldOnlyValidateWhenAsked() {
        elected(broker(0, 1));
        on(new ControllerEvent.Requested(77, List.of(creating("t"), creating("a/b")), true));
        assertThat(all(Write.class)).isEmpty();
        List<ItemResult> results = only(Reply.class).results();
        assertThat(results)
                .extracting(ItemResult::error)
                .containsExactly(ErrorCode.NONE, ErrorCode.INVALID_TOPIC_EXCEPTION);
        assertThat(results.get(0).topic())
                .extracting(TopicImage::partitionCount)
                .isEqualTo(2);
        assertThat(errorOf(creating("t"))).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void shouldRefuseBothOfTwoItemsForOneTopicAndDecideTheOthers() {
        elected(broker(0, 1));
        request(creating("a"), creating("b"), creating("a"));
        ended(MultiResult.OK);
        assertThat(only(Reply.class).results())
                .extracting(ItemResult::error)
                .containsExactly(ErrorCode.INVALID_REQUEST, ErrorCode.NONE, ErrorCode.INVALID_REQUEST);
    }

    @Test
    void shouldNotBeginWhatNobodyWaitsForAnyMore() {
        elected(broker(0, 1));
        request(creating("a"));
        request(creating("b"));
        long waiting = ids;
        on(new ControllerEvent.GivenUp(waiting));
        assertThat(only(Reply.class).results())
                .extracting(ItemResult::error)
                .containsExactly(ErrorCode.REQUEST_TIMED_OUT);
        ended(MultiResult.OK);
        assertThat(all(Write.class)).isEmpty();
    }

    @Test
    void shouldMoveLeadersBeforeItAdmitsABrokerThatCameBack() {
        elected(broker(0, 1), broker(1, 2));
        errorOf(assigning("t", Map.of(0, List.of(0, 1))));
        on(new ControllerEvent.BrokersSeen(List.of(broker(0, 3), broker(1, 2))));
        ended(MultiResult.OK);
        Publish publish = only(Publish.class);
        PartitionState state = publish.image().partition("t", 0);
        assertThat(state).isNotNull();
        assertThat(state.leader()).isEqualTo(1);
        assertThat(state.isr()).containsExactly(new ReplicaEpoch(1, 2));
        assertThat(publish.image().broker(0))
                .extracting(BrokerRegistration::brokerEpoch)
                .isEqualTo(3L);
        assertThat(publish.delta().brokers()).containsExactly(0);
    }

    @Test
    void shouldLetALeaderChangeItsIsr() {
        elected(broker(0, 1), broker(1, 2));
        errorOf(assigning("t", Map.of(0, List.of(0, 1))));
        Change.ProposeIsr alone = new Change.ProposeIsr(
                TopicRef.byName("t"), 0, new ReplicaEpoch(0, 1), 0, 0, List.of(new ReplicaEpoch(0, 1)));
        assertThat(errorOf(alone)).isEqualTo(ErrorCode.NONE);
        assertThat(errorOf(alone)).isEqualTo(ErrorCode.INVALID_UPDATE_VERSION);
        TopicImage topic = only(Reply.class).results().get(0).topic();
        assertThat(topic).isNotNull();
        assertThat(topic.partitions().get(0).isrIds()).containsExactly(0);
    }
}
