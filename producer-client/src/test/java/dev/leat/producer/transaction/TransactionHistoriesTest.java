package dev.leat.producer.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.SeededRandom;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.group.MemberIdentity;
import dev.leat.client.group.Progress;
import dev.leat.producer.send.Identity;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories of transactions under lost requests, lost answers, moving coordinators, failing batches, coordinators that run out
 * of patience, an upgrade, and a second producer that takes over; each judged by what the coordinator's model has committed.
 */
class TransactionHistoriesTest {
    private static final int STEPS = 3_000;
    private static final ClientException LOST = new RetriableException("the connection was closed", "");
    private static final ClientException TOO_LATE = new RetriableException("not acknowledged in time", "");

    private final CoordinatorModel coordinator = new CoordinatorModel();
    private final Loop effects = new Loop();
    private TransactionMachine machine = new TransactionMachine(effects);

    private @Nullable Question asked;
    private final Deque<Batch> held = new ArrayDeque<>();
    private final List<Batch> onTheirWay = new ArrayList<>();
    private final Map<Integer, Batch> acknowledged = new HashMap<>();
    private final Set<Integer> toldCommitted = new HashSet<>();
    private final Set<Integer> toldAborted = new HashSet<>();
    private int drainWanted;
    private int transaction;
    private int nextRecord;
    private boolean pausing;

    private record Batch(int transaction, int record, TopicPartition partition) {}

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /** What the sender and the callers do with the machine's decisions. */
    private final class Loop implements TransactionEffects {
        private Identity identity = new Identity(-1, (short) -1);

        @Override
        public void adopt(Identity given) {
            assertThat(onTheirWay)
                    .as("numbers change while batches are on their way")
                    .isEmpty();
            identity = given;
        }

        @Override
        public void reopen() {}

        @Override
        public void drain(int number) {
            drainWanted = number;
        }

        @Override
        public void failRecords(ClientException reason) {
            held.clear();
        }

        @Override
        public void pause(Question question, Judgement judgement, int failures) {
            pausing = true;
        }

        @Override
        public void tell(long ticket, @Nullable ClientException failure) {
            boolean ends = ticket > 0;
            if (ends && failure == null) {
                (ticket % 2 == 0 ? toldCommitted : toldAborted).add((int) ticket / 2);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldGiveEachTransactionOneOutcome(long seed) {
        SeededRandom random = new SeededRandom(seed, "transactions");
        coordinator.implicit = random.nextInt(2) == 0;
        for (int i = 0; i < STEPS; i++) {
            step(random);
        }
        for (int i = 0; i < STEPS && machine.phase().isCompleting(); i++) {
            move(random, false);
        }

        assertThat(machine.phase().isCompleting())
                .as("seed %s: every end comes to an end", seed)
                .isFalse();
        assertThat(coordinator.committed).as("seed %s", seed).doesNotHaveDuplicates();
        acknowledged.forEach((record, batch) -> {
            boolean committed = coordinator.committed.contains(record);
            assertThat(committed && toldAborted.contains(batch.transaction))
                    .as("seed %s: %s visible though its transaction was aborted", seed, batch)
                    .isFalse();
            assertThat(!committed && toldCommitted.contains(batch.transaction))
                    .as("seed %s: %s lost though its transaction was committed", seed, batch)
                    .isFalse();
        });
        assertThat(Collections.disjoint(coordinator.committed, coordinator.aborted))
                .as("seed %s: no half transactions", seed)
                .isTrue();
        assertThat(Collections.disjoint(toldCommitted, toldAborted))
                .as("seed %s", seed)
                .isTrue();
        assertThat(toldCommitted).as("seed %s: something happened", seed).hasSizeGreaterThan(5);
    }

    private void step(SeededRandom random) {
        int dice = random.nextInt(1_000);
        if (dice < 300) {
            use(random);
        } else if (dice < 303) {
            coordinator.timeOut();
        } else if (dice == 303 && random.nextInt(4) == 0) {
            coordinator.takeOver();
        } else if (dice == 304 && !coordinator.implicit) {
            coordinator.implicit = machine.phase() == TransactionPhase.READY;
        } else {
            move(random, true);
        }
    }

    /** What an application does, now and then at the wrong time. */
    private void use(SeededRandom random) {
        int dice = random.nextInt(100);
        if (machine.phase() == TransactionPhase.FATAL_ERROR) {
            startAnew();
        } else if (machine.phase() == TransactionPhase.UNINITIALISED) {
            machine.initialise(0);
        } else if (machine.phase() == TransactionPhase.READY) {
            transaction++;
            machine.begin(0);
        } else if (dice < 60 && machine.phase() == TransactionPhase.IN_TRANSACTION) {
            held.add(new Batch(transaction, nextRecord++, new TopicPartition("t", random.nextInt(3))));
        } else if (dice < 70) {
            machine.commitOffsets(new OffsetCommit(
                    0, MemberIdentity.outside("g"), Map.of(new TopicPartition("t", 0), Progress.of(1))));
        } else if (dice < 90) {
            machine.commit(2L * transaction);
        } else {
            machine.abort(2L * transaction + 1);
        }
    }

    /** The application closes a producer that has ended, and makes another one with the same transactional id. */
    private void startAnew() {
        machine = new TransactionMachine(effects);
        asked = null;
        pausing = false;
        held.clear();
        onTheirWay.clear();
    }

    /** Lets one thing happen between the producer and its cluster. */
    private void move(SeededRandom random, boolean faulty) {
        ask();
        int dice = random.nextInt(100);
        if (dice < 25) {
            send();
        } else if (dice < 50) {
            deliver(random, faulty);
        } else if (dice < 80) {
            answer(faulty ? random.nextInt(100) : 99);
        } else if (dice < 90 && onTheirWay.isEmpty() && held.isEmpty()) {
            machine.drained(drainWanted);
        } else if (pausing) {
            pausing = false;
            machine.paused();
        }
    }

    private void ask() {
        Question next = machine.next();
        if (next != null) {
            asked = next;
        }
    }

    private void send() {
        Batch batch = held.peek();
        if (batch != null && machine.mayWrite(batch.partition)) {
            held.remove();
            onTheirWay.add(batch);
        }
    }

    private void deliver(SeededRandom random, boolean faulty) {
        if (onTheirWay.isEmpty()) {
            return;
        }
        Batch batch = onTheirWay.remove(0);
        int dice = faulty ? random.nextInt(200) : 199;
        if (dice == 0) {
            machine.sendFailed(TOO_LATE);
            return;
        }
        ErrorCode code = coordinator.write(effects.identity, batch.partition, batch.record);
        if (code == ErrorCode.NONE && dice > 2) {
            acknowledged.put(batch.record, batch);
        } else {
            machine.sendFailed(code == ErrorCode.NONE ? TOO_LATE : ClientErrors.of(code, "writing", null));
        }
    }

    private void answer(int dice) {
        Question question = asked;
        if (question == null) {
            return;
        }
        asked = null;
        if (dice < 8) {
            machine.unanswered(question, LOST);
        } else if (dice < 16) {
            coordinator.ask(question);
            machine.unanswered(question, LOST);
        } else if (dice < 22) {
            machine.answered(question, new Answer(ErrorCode.NOT_COORDINATOR, null, coordinator.implicit));
        } else if (dice < 28) {
            machine.answered(question, new Answer(ErrorCode.CONCURRENT_TRANSACTIONS, null, coordinator.implicit));
        } else {
            machine.answered(question, coordinator.ask(question));
        }
    }
}
