package dev.leat.controller.group;

import static dev.leat.controller.group.Requests.GROUP;
import static dev.leat.controller.group.Requests.fetch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.RandomSource;
import dev.leat.base.fake.SeededRandom;
import dev.leat.controller.group.StoredRecord.GroupStored;
import dev.leat.protocol.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/**
 * A random history of one group: consumers come, go, hang and send late; appends are slow or fail; the coordinator moves
 * or dies. The checkers look on all the while; afterwards everything heals and the group must come to rest.
 */
final class RandomHistory {
    private static final int HEALING_ROUNDS = 400;
    private static final long HEALING_STEP_MS = 500;

    private final RandomSource random;
    private final TestDriver driver = TestDriver.serving();
    private final CommitLedger commits = new CommitLedger();
    private final Ownership ownership = new Ownership();
    private final List<SimulatedConsumer> consumers = new ArrayList<>();
    private final int faultPercent;
    private int heardUpTo;

    RandomHistory(long seed) {
        random = new SeededRandom(seed, "group-history");
        faultPercent = random.nextInt(40);
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            String instanceId = random.nextInt(3) == 0 ? "static" + i : null;
            consumers.add(new SimulatedConsumer(driver, commits, ownership, instanceId, random.nextInt(2) == 0));
        }
        driver.holdAppends();
    }

    void run(int events) {
        for (int i = 0; i < events; i++) {
            if (random.nextInt(100) < faultPercent) {
                misbehave();
            } else {
                proceed();
            }
            noteGenerations();
            checkFetch();
        }
    }

    private void proceed() {
        switch (random.nextInt(10)) {
            case 0, 1 -> driver.advance(random.nextInt(1_500));
            case 2, 3 -> {
                if (!driver.held().isEmpty()) {
                    driver.writeNext();
                }
            }
            case 4, 5 -> driver.commit();
            default -> anyone().step(random);
        }
    }

    private void misbehave() {
        switch (random.nextInt(10)) {
            case 0 -> anyone().restart();
            case 1 -> anyone().leave();
            case 2, 3 -> anyone().sendLate(random);
            case 4 -> anyone().rejoin();
            case 5 -> driver.advance(random.nextInt(12_000));
            case 6, 7 -> {
                if (!driver.held().isEmpty()) {
                    driver.failNext(
                            random.nextInt(2) == 0 ? ErrorCode.NOT_ENOUGH_REPLICAS : ErrorCode.MESSAGE_TOO_LARGE);
                }
            }
            case 8 -> {
                driver.resign();
                driver.reload();
                noteRestart();
            }
            default -> {
                driver.crash(random.nextInt(driver.uncommittedCount() + 1));
                consumers.forEach(SimulatedConsumer::forgetRequests);
                noteRestart();
            }
        }
    }

    /** What the coordinator announced since the last look, from its transitions. */
    private void noteGenerations() {
        List<String> history = driver.history();
        for (; heardUpTo < history.size(); heardUpTo++) {
            String effect = history.get(heardUpTo);
            if (effect.startsWith(GROUP) && effect.contains("->COMPLETING_REBALANCE")) {
                int from = GROUP.length() + 1;
                commits.announced(Integer.parseInt(effect.substring(from, effect.indexOf(' ', from))));
            }
        }
    }

    private void noteRestart() {
        noteGenerations();
        int stored = 0;
        for (StoredRecord record : driver.log()) {
            if (record instanceof GroupStored group) {
                stored = group.value().generationId();
            }
        }
        commits.restarted(stored);
    }

    private void checkFetch() {
        if (random.nextInt(4) == 0) {
            commits.fetched(fetched());
        }
    }

    private long fetched() {
        return driver.ask(fetch("topic"))
                .reply()
                .topics()
                .get(0)
                .partitions()
                .get(0)
                .offset();
    }

    /** No faults any more: within a bounded time all consumers own all partitions, in one generation. */
    void healAndVerify() {
        driver.releaseAppends();
        for (int round = 0; round < HEALING_ROUNDS; round++) {
            consumers.forEach(consumer -> consumer.step(random));
            driver.advance(HEALING_STEP_MS);
        }
        consumers.forEach(consumer -> consumer.step(random));
        assertThat(consumers).allMatch(SimulatedConsumer::isAssigned);
        int generationId = consumers.get(0).generationId();
        assertThat(consumers).allMatch(consumer -> consumer.generationId() == generationId);
        assertThat(ownership.ownedPartitions(generationId)).isEqualTo(Ownership.PARTITIONS);
        assertThat(commits.lastAcknowledged()).isPositive();
        commits.fetched(fetched());
        driver.crash(0);
        commits.fetched(fetched());
    }

    List<String> effects() {
        return driver.history();
    }

    private SimulatedConsumer anyone() {
        return consumers.get(random.nextInt(consumers.size()));
    }
}
