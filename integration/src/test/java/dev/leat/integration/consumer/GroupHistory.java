package dev.leat.integration.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.SeededRandom;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.consumer.RebalanceListener;
import dev.leat.consumer.RecordView;
import dev.leat.integration.consumer.GroupFixture.Member;
import dev.leat.integration.consumer.GroupFixture.Options;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.test.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A group whose members come, go, read and commit while the network and the broker misbehave, as a seed says; the ledger
 * judges. All on the test's thread.
 */
final class GroupHistory {
    /** Small enough that every kind of time-out happens within a test, large enough for a busy machine. */
    private static final Map<String, Object> IMPATIENT = Map.of(
            "session.timeout.ms", 1_000,
            "heartbeat.interval.ms", 100,
            "request.timeout.ms", 300,
            "default.api.timeout.ms", 600,
            "retry.backoff.ms", 20,
            "reconnect.backoff.ms", 20,
            "reconnect.backoff.max.ms", 100,
            "max.poll.records", 20);

    private static final int MOST_MEMBERS = 4;
    private static final int MOST_TURNS = 5;

    final GroupLedger ledger;
    private final List<Observed> members = new ArrayList<>();
    private final GroupFixture fixture;
    private final FaultProxy proxy;
    private final Options options;
    private final String topic;
    private final Runnable restart;
    private final SeededRandom random;
    private int joined;
    /** Whether commits that failed are repeated; while the network misbehaves, one that is late could undo a newer one. */
    private boolean persistent;

    /** @param restart restarts the broker, or does what is next to it */
    GroupHistory(
            String name,
            long seed,
            GroupFixture fixture,
            FaultProxy proxy,
            Options options,
            String topic,
            Runnable restart) {
        this.fixture = fixture;
        this.proxy = proxy;
        this.options = options;
        this.topic = topic;
        this.restart = restart;
        ledger = new GroupLedger(name + ", seed " + seed);
        random = new SeededRandom(seed, "network");
    }

    /** A member whose every step goes into the ledger. */
    final class Observed implements RebalanceListener {
        final String name = "member-" + ++joined;
        final Member member;
        /** Read and not known to be committed; a commit may fail, and nobody repeats it but we. */
        private final Map<TopicPartition, OffsetAndMetadata> pending = new HashMap<>();

        private int asked;
        private int answered;

        Observed() {
            Map<String, Object> settings = new HashMap<>(IMPATIENT);
            settings.put("client.id", name);
            member = fixture.member(options.manual().maxPoll(2_000).and(settings));
            member.consumer.subscribe(List.of(topic), this);
        }

        @Override
        public void onAssigned(Collection<TopicPartition> partitions) {
            member.onAssigned(partitions);
            ledger.begins(name, partitions);
            members.forEach(Observed::holds); // whoever had them must have given them up before
        }

        @Override
        public void onRevoked(Collection<TopicPartition> partitions) {
            member.onRevoked(partitions);
            gone(partitions);
        }

        @Override
        public void onLost(Collection<TopicPartition> partitions) {
            member.onLost(partitions);
            gone(partitions);
        }

        @Override
        public String toString() {
            return name + " in generation " + generation() + ": " + member.heard;
        }

        /** Reads a little, and commits that or leaves it to the next. */
        void work() {
            Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
            for (RecordView<String, String> record : member.consumer.poll(Duration.ofMillis(10))) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                ledger.reads(name, partition, record.offset());
                done.put(partition, new OffsetAndMetadata(record.offset() + 1));
            }
            holds();
            pending.putAll(done);
            if (!done.isEmpty()) {
                commit(done);
            } else if (persistent) {
                commitWhatIsNotConfirmed();
            }
        }

        /**
         * What this member could not commit, and what it began behind: a commit of the owner before may have taken effect
         * although nobody heard so.
         */
        private void commitWhatIsNotConfirmed() {
            Map<TopicPartition, OffsetAndMetadata> behind = new HashMap<>(pending);
            for (TopicPartition partition : member.assigned) {
                long position = positionOf(partition);
                if (position > ledger.committed().getOrDefault(partition, 0L)) {
                    behind.putIfAbsent(partition, new OffsetAndMetadata(position));
                }
            }
            if (!behind.isEmpty()) {
                commit(behind);
            }
        }

        /** 0 where it is not known yet. */
        private long positionOf(TopicPartition partition) {
            try {
                return member.consumer.position(partition);
            } catch (RetriableException unknown) {
                return 0;
            }
        }

        private void gone(Collection<TopicPartition> partitions) {
            pending.keySet().removeAll(partitions);
        }

        private void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
            pending.entrySet().removeAll(offsets.entrySet());
        }

        boolean isOwedAnswers() {
            return asked > answered;
        }

        private void holds() {
            ledger.holds(name, generation(), member.assigned);
        }

        private int generation() {
            return member.consumer.groupMetadata().generationId();
        }

        boolean isInAGeneration() {
            return generation() > 0;
        }

        private void commit(Map<TopicPartition, OffsetAndMetadata> done) {
            ledger.asks(done);
            if (random.nextInt(3) == 0) {
                asked++;
                member.consumer.commitAsync(done, (offsets, failure) -> {
                    answered++;
                    if (failure == null) {
                        ledger.haveCommitted(offsets);
                        committed(offsets);
                    }
                });
                return;
            }
            try {
                member.consumer.commitSync(done);
                ledger.commits(name, done);
                committed(done);
            } catch (ClientException failed) {
                proxy.heal(); // whether it took effect is not known; who has the partitions next begins before or
                // behind it
            }
        }
    }

    Observed join() {
        Observed observed = new Observed();
        members.add(observed);
        return observed;
    }

    private void leave(Observed observed) {
        members.remove(observed);
        proxy.heal();
        observed.member.close();
    }

    /** That many faults, a few polls of everybody after each. */
    void suffer(int faults) {
        join();
        join();
        for (int i = 0; i < faults; i++) {
            misbehave();
            for (int turn = 1 + random.nextInt(MOST_TURNS); turn > 0; turn--) {
                workOnce(members);
            }
            if (random.nextInt(2) == 0) {
                proxy.heal();
            }
        }
        proxy.heal();
    }

    /** That many restarts of the broker or what is next to it, between which everybody reads and members come and go. */
    void endure(int restarts) {
        begin();
        for (int i = 0; i < restarts; i++) {
            comeOrGo();
            for (int turn = random.nextInt(MOST_TURNS); turn > 0; turn--) {
                workOnce(members); // so that it meets a rebalance, or does not
            }
            restart.run();
            forgetsGenerations();
            workUntilMoreIsSeen();
        }
        workUntilGenerationsCount();
    }

    /** The coordinator has started again, somewhere. */
    void forgetsGenerations() {
        members.forEach(Observed::holds); // so that the ledger knows the latest that anybody believes in
        ledger.forgetsGenerations();
    }

    /** Members come, and with each of them a generation, until there is one that the ledger trusts. */
    private void workUntilGenerationsCount() {
        while (!ledger.trustsLatestGeneration()) {
            Observed newcomer = join();
            workUntil(newcomer::isInAGeneration, members);
        }
    }

    /** Two members that have begun to read. */
    void begin() {
        join();
        join();
        workUntilMoreIsSeen();
    }

    private void workUntilMoreIsSeen() {
        int before = ledger.seen();
        workUntil(() -> ledger.seen() > before, members);
    }

    private void comeOrGo() {
        if (members.size() < MOST_MEMBERS && random.nextInt(2) == 0) {
            join();
        } else if (members.size() > 1) {
            leave(anyone());
        }
    }

    private void misbehave() {
        switch (random.nextInt(10)) {
            case 0 -> proxy.resetAll();
            case 1 -> proxy.delay(1 + random.nextInt(20));
            case 2 -> proxy.swallowAnswers();
            case 3 -> proxy.holdRequests(); // and either lets them go late or, with the cut below, loses them
            case 4 -> proxy.isolate(anyone().name);
            case 5 -> {
                proxy.resetAll();
                proxy.heal();
            }
            case 6, 7 -> {
                if (members.size() < MOST_MEMBERS) {
                    join();
                } else {
                    leave(anyone());
                }
            }
            case 8 -> {
                restart.run();
                forgetsGenerations();
            }
            default -> proxy.heal();
        }
    }

    private Observed anyone() {
        return members.get(random.nextInt(members.size()));
    }

    private static void workOnce(List<Observed> members) {
        members.forEach(Observed::work);
    }

    void workUntil(BooleanSupplier done, List<Observed> working) {
        long deadline = System.nanoTime() + Fixture.DEADLINE.toNanos();
        while (!done.getAsBoolean()) {
            workOnce(working);
            assertThat(System.nanoTime())
                    .as(
                            "in time; seen %s, committed %s, latest generation %s, by %s",
                            ledger.seen(), ledger.committed(), ledger.latestGeneration(), working)
                    .isLessThan(deadline);
        }
    }

    /** Everybody reads on until each of {@code records} has been read by somebody and is committed, and every commit answered. */
    void workOff(int partitions, int records) {
        persistent = true;
        workUntil(
                () -> ledger.committed().size() == partitions
                        && ledger.committed().values().stream().allMatch(offset -> offset == records),
                members);
        assertThat(ledger.seen()).as("none is skipped").isEqualTo(partitions * records);
        workUntil(() -> members.stream().noneMatch(Observed::isOwedAnswers), members);
    }
}
