package dev.leat.consumer.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.consumer.fetch.FetchSession.Forgotten;
import dev.leat.consumer.fetch.FetchSession.Plan;
import dev.leat.consumer.fetch.FetchSession.Wanted;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FetchSessionTest {
    private static final Uuid ID = new Uuid(7, 7);
    private static final TopicPartition ZERO = new TopicPartition("t", 0);
    private static final TopicPartition ONE = new TopicPartition("t", 1);

    private final FetchSession session = new FetchSession();

    private static Wanted at(long offset) {
        return new Wanted(ID, offset, 3, 2, 1_000);
    }

    @Test
    void shouldTellEverythingFirstAndThenWhatChanged() {
        Plan first = session.plan(Map.of(ZERO, at(5), ONE, at(6)));
        assertThat(first.sessionId()).isZero();
        assertThat(first.epoch()).isZero();
        assertThat(first.send()).containsOnlyKeys(ZERO, ONE);
        session.onAnswer(77);
        Plan second = session.plan(Map.of(ZERO, at(5), ONE, at(9)));
        assertThat(second).isEqualTo(new Plan(77, 1, true, Map.of(ONE, at(9)), java.util.List.of()));
        session.onAnswer(77);
        assertThat(session.plan(Map.of(ONE, at(9))))
                .isEqualTo(new Plan(77, 2, true, Map.of(), java.util.List.of(new Forgotten(ZERO, ID))));
    }

    @Test
    void shouldSendEverythingAlwaysToABrokerWithoutSessions() {
        session.plan(Map.of(ZERO, at(5)));
        session.onAnswer(0);
        assertThat(session.plan(Map.of(ZERO, at(5))))
                .isEqualTo(new Plan(0, 0, true, Map.of(ZERO, at(5)), java.util.List.of()));
    }

    @Test
    void shouldBeginAnewWhenTheBrokerHasForgottenTheSession() {
        session.plan(Map.of(ZERO, at(5)));
        session.onAnswer(77);
        session.plan(Map.of());
        session.onError(ErrorCode.FETCH_SESSION_ID_NOT_FOUND);
        Plan plan = session.plan(Map.of(ZERO, at(5)));
        assertThat(plan.sessionId()).isZero();
        assertThat(plan.epoch()).isZero();
        assertThat(plan.send()).containsOnlyKeys(ZERO);
    }

    @Test
    void shouldEndTheOldSessionWithTheNewOneAfterAnAnswerWasLost() {
        session.plan(Map.of(ZERO, at(5)));
        session.onAnswer(77);
        session.plan(Map.of(ZERO, at(6)));
        session.onFailure();
        Plan plan = session.plan(Map.of(ZERO, at(6)));
        assertThat(plan.sessionId()).isEqualTo(77);
        assertThat(plan.epoch()).isZero();
        assertThat(plan.send()).containsOnlyKeys(ZERO);
    }

    @Test
    void shouldForgetATopicThatWasDeletedAndCreatedAgain() {
        session.plan(Map.of(ZERO, at(5)));
        session.onAnswer(77);
        Wanted again = new Wanted(new Uuid(8, 8), 0, 0, -1, 1_000);
        Plan plan = session.plan(Map.of(ZERO, again));
        assertThat(plan.send()).containsExactly(Map.entry(ZERO, again));
        assertThat(plan.forget()).containsExactly(new Forgotten(ZERO, ID));
        assertThat(session.partition("", new Uuid(8, 8), 0)).isEqualTo(ZERO);
        assertThat(session.partition("", ID, 0)).isNull();
    }

    @Test
    void shouldSayFarewellToASessionOnly() {
        assertThat(session.farewell()).isNull();
        session.plan(Map.of(ZERO, at(5)));
        session.onAnswer(77);
        Plan last = session.farewell();
        assertThat(last).isNotNull();
        assertThat(last).isEqualTo(new Plan(77, -1, true, Map.of(), java.util.List.of()));
        assertThat(session.farewell()).isNull();
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** Through evictions, lost requests and lost answers, a broker never fetches anything but what was wanted last. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldKeepTheBrokerAtWhatIsWanted(long seed) {
        Random random = new Random(seed);
        ModelBroker broker = new ModelBroker();
        Map<TopicPartition, Wanted> wanted = new LinkedHashMap<>();
        for (int step = 0; step < 200; step++) {
            change(wanted, random);
            Plan plan = session.plan(wanted);
            int chance = random.nextInt(10);
            if (chance == 0) {
                session.onFailure(); // never arrived
            } else if (chance == 1) {
                broker.take(plan);
                session.onFailure(); // the answer was lost
            } else {
                if (chance == 2) {
                    broker.evict();
                }
                ErrorCode error = broker.take(plan);
                if (error == ErrorCode.NONE) {
                    assertThat(broker.fetching)
                            .as("seed %d step %d", seed, step)
                            .isEqualTo(wanted);
                    session.onAnswer(broker.id);
                } else {
                    session.onError(error);
                }
            }
        }
    }

    private static void change(Map<TopicPartition, Wanted> wanted, Random random) {
        for (int i = random.nextInt(4); i > 0; i--) {
            TopicPartition partition = new TopicPartition("t" + random.nextInt(3), random.nextInt(3));
            boolean remove = random.nextInt(3) == 0;
            if (remove) {
                wanted.remove(partition);
            } else {
                long topicId = 100L * partition.topic().hashCode() + random.nextInt(20) / 19;
                wanted.put(partition, new Wanted(new Uuid(1, topicId), random.nextInt(50), 1, 1, 1_000));
            }
        }
        // a topic has one id at a time
        wanted.replaceAll((partition, each) -> new Wanted(
                wanted.entrySet().stream()
                        .filter(other -> other.getKey().topic().equals(partition.topic()))
                        .findFirst()
                        .orElseThrow()
                        .getValue()
                        .topicId(),
                each.offset(),
                1,
                1,
                1_000));
    }

    /** A broker's half, written from KIP-227: sessions by id, epochs that count up, incremental changes. */
    private static final class ModelBroker {
        private final Map<TopicPartition, Wanted> fetching = new LinkedHashMap<>();
        private int id;
        private int nextEpoch;
        private int lastId;

        void evict() {
            id = 0;
        }

        ErrorCode take(Plan plan) {
            if (plan.epoch() == 0) {
                id = ++lastId;
                nextEpoch = 1;
                fetching.clear();
                fetching.putAll(plan.send());
                return ErrorCode.NONE;
            }
            if (id == 0 || plan.sessionId() != id) {
                return ErrorCode.FETCH_SESSION_ID_NOT_FOUND;
            }
            if (plan.epoch() != nextEpoch) {
                return ErrorCode.INVALID_FETCH_SESSION_EPOCH;
            }
            nextEpoch++;
            plan.forget().forEach(each -> fetching.remove(each.partition()));
            fetching.putAll(plan.send());
            return ErrorCode.NONE;
        }
    }
}
