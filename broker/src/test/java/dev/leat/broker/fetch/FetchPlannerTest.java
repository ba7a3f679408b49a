package dev.leat.broker.fetch;

import static dev.leat.broker.fetch.FetchRequests.fetch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.ManualTime;
import dev.leat.base.fake.SeededRandom;
import dev.leat.broker.metrics.Limit;
import dev.leat.broker.metrics.Metrics;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.FetchRequest;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FetchPlannerTest {
    private static final short NAMES = 12;
    private static final short TOPIC_IDS = 13;
    private static final int MAX_BYTES = 10_000;

    private final Metrics metrics = new Metrics();
    private final FetchSessionCache sessions = new FetchSessionCache(2, 1_000, new SeededRandom(1, "sessions"));
    private final FetchPlanner planner =
            new FetchPlanner(sessions, new ManualTime(0).monotonic(), MAX_BYTES, metrics.limits());

    @Test
    void shouldReadWhatAFullFetchNamesInItsOrder() {
        FetchPlan plan = planOf(fetch(100, 2, 0, 1).build());
        assertThat(plan.session()).isNull();
        assertThat(plan.sessionId()).isZero();
        assertThat(plan.incremental()).isFalse();
        assertThat(partitionsOf(plan)).containsExactly(2, 0, 1);
    }

    @Test
    void shouldOpenASessionWhenAskedTo() {
        FetchPlan plan = planOf(fetch(100, 0, 1).sessionEpoch(0).build());
        assertThat(plan.sessionId()).isPositive();
        assertThat(plan.incremental()).as("the first answer is a full one").isFalse();
        assertThat(sessions.size()).isEqualTo(1);
    }

    @Test
    void shouldOpenNoSessionForNothing() {
        assertThat(planOf(fetch(100).sessionEpoch(0).build()).session()).isNull();
        assertThat(sessions.size()).isZero();
        assertThat(metrics.limits().get(Limit.FETCH_SESSIONS)).isZero();
    }

    @Test
    void shouldGoOnWithWhatTheSessionKnowsAndTheRequestChanges() {
        int id = open(0, 1, 2);
        FetchRequest request = fetch(500, 1, 3)
                .sessionId(id)
                .sessionEpoch(1)
                .forgottenTopicsData(List.of(FetchRequest.ForgottenTopic.builder()
                        .topic(FetchRequests.TOPIC)
                        .partitions(List.of(0))
                        .build()))
                .build();
        FetchPlan plan = planOf(request);
        assertThat(plan.incremental()).isTrue();
        assertThat(plan.sessionId()).isEqualTo(id);
        assertThat(partitionsOf(plan)).containsExactly(1, 2, 3);
        assertThat(plan.targets()).extracting(FetchTarget::maxBytes).containsExactly(500, 100, 500);
        assertThat(partitionsOf(planOf(fetch(0).sessionId(id).sessionEpoch(2).build())))
                .as("remembered")
                .containsExactly(1, 2, 3);
    }

    @Test
    void shouldRefuseASessionThatItDoesNotKnow() {
        assertThat(errorOf(fetch(0).sessionId(99).sessionEpoch(1).build(), NAMES))
                .isEqualTo(ErrorCode.FETCH_SESSION_ID_NOT_FOUND);
    }

    @Test
    void shouldRefuseAnEpochThatIsNotTheNext() {
        int id = open(0);
        assertThat(errorOf(fetch(0).sessionId(id).sessionEpoch(2).build(), NAMES))
                .isEqualTo(ErrorCode.INVALID_FETCH_SESSION_EPOCH);
    }

    @Test
    void shouldRefuseASessionThatChangesFromNamesToIds() {
        int id = open(0);
        assertThat(errorOf(fetch(0).sessionId(id).sessionEpoch(1).build(), TOPIC_IDS))
                .isEqualTo(ErrorCode.FETCH_SESSION_TOPIC_ID_ERROR);
    }

    @Test
    void shouldEndTheSessionThatAFullFetchNames() {
        int id = open(0);
        planOf(fetch(100, 0).sessionId(id).sessionEpoch(-1).build());
        assertThat(sessions.size()).isZero();
    }

    @Test
    void shouldReplaceTheSessionThatANewOneNames() {
        int id = open(0);
        int next = planOf(fetch(100, 0).sessionId(id).sessionEpoch(0).build()).sessionId();
        assertThat(next).isNotEqualTo(id);
        assertThat(sessions.size()).isEqualTo(1);
    }

    @Test
    void shouldServeWithoutASessionAndCountItWhenThereAreTooMany() {
        open(0);
        open(0);
        FetchPlan plan = planOf(fetch(100, 0).sessionEpoch(0).build());
        assertThat(plan.sessionId()).isZero();
        assertThat(partitionsOf(plan)).containsExactly(0);
        assertThat(metrics.limits().get(Limit.FETCH_SESSIONS)).isEqualTo(1);
    }

    @Test
    void shouldHoldTheAnswerToTheSmallerOfBothLimits() {
        FetchPlan modest = planOf(fetch(100, 0).maxBytes(MAX_BYTES).build());
        assertThat(modest.maxBytes()).isEqualTo(MAX_BYTES);
        assertThat(modest.limited()).isFalse();
        FetchPlan greedy = planOf(fetch(100, 0).maxBytes(Integer.MAX_VALUE).build());
        assertThat(greedy.maxBytes()).isEqualTo(MAX_BYTES);
        assertThat(greedy.limited()).isTrue();
    }

    @Test
    void shouldTakeNegativeTimesAndSizesForNone() {
        FetchPlan plan = planOf(fetch(100, 0).maxBytes(-1).maxWaitMs(-1).build());
        assertThat(plan.maxBytes()).isZero();
        assertThat(plan.maxWaitMs()).isZero();
    }

    @Test
    void shouldReadCommittedOnlyWhenAskedTo() {
        assertThat(planOf(fetch(100, 0).build()).readCommitted()).isFalse();
        assertThat(planOf(fetch(100, 0).isolationLevel((byte) 1).build()).readCommitted())
                .isTrue();
    }

    private int open(int... partitions) {
        return planOf(fetch(100, partitions).sessionEpoch(0).build()).sessionId();
    }

    private FetchPlan planOf(FetchRequest request) {
        FetchPlanner.Planned planned = planner.plan(request, NAMES);
        assertThat(planned.error()).isEqualTo(ErrorCode.NONE);
        return Objects.requireNonNull(planned.plan());
    }

    private ErrorCode errorOf(FetchRequest request, short version) {
        FetchPlanner.Planned planned = planner.plan(request, version);
        assertThat(planned.plan()).isNull();
        return planned.error();
    }

    private static List<Integer> partitionsOf(FetchPlan plan) {
        return plan.targets().stream().map(target -> target.key().partition()).toList();
    }
}
