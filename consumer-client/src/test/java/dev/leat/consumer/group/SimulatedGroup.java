package dev.leat.consumer.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.RandomSource;
import dev.leat.base.fake.SeededRandom;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Members, their coordinator and the network between them in one thread and one made-up time, out of one seed. */
final class SimulatedGroup {
    private static final String TOPIC = "topic";
    private static final int STEP_MS = 20;

    private record Task(long atMs, int number, Runnable work) {}

    private record Share(int generation, TopicPartition partition) {}

    private record Waiter(int life, Runnable onMove) {}

    private final RandomSource random;
    private final SimulatedMember.Rules rules;
    private final SimulatedBroker coordinator;
    private final boolean generations; // one owner per generation: the classic protocol
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(java.util.Comparator.comparingLong(Task::atMs).thenComparingInt(Task::number));
    private final List<SimulatedMember> members = new ArrayList<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private final Map<Share, String> owners = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private int partitions = 6;
    private int taskNumber;
    private int memberNumber;
    private int life;
    private long nowMs = 1_000;
    private boolean faulty = true;

    SimulatedGroup(long seed, SimulatedBroker coordinator, boolean generations, SimulatedMember.Rules rules) {
        random = new SeededRandom(seed, "group");
        this.coordinator = coordinator;
        this.generations = generations;
        this.rules = rules;
    }

    // -- what members see

    long nowMs() {
        return nowMs;
    }

    SimulatedBroker coordinator() {
        return coordinator;
    }

    int coordinatorLife() {
        return life;
    }

    Map<String, Integer> partitionCounts() {
        return Map.of(TOPIC, partitions);
    }

    Map<Uuid, String> names() {
        return Map.of(ModernModel.TOPIC_ID, TOPIC);
    }

    boolean losesMessage() {
        return faulty && random.nextInt(100) < 3;
    }

    /** After a random time on the way. */
    void later(Runnable work) {
        tasks.add(new Task(nowMs + 1 + random.nextInt(faulty ? 120 : 10), ++taskNumber, work));
    }

    /** As {@link #later}, but not before {@code notBeforeMs}: a connection keeps the order. Returns the time. */
    long laterInOrder(long notBeforeMs, Runnable work) {
        long atMs = Math.max(notBeforeMs, nowMs + 1 + random.nextInt(faulty ? 120 : 10));
        tasks.add(new Task(atMs, ++taskNumber, work));
        return atMs;
    }

    void onCoordinatorMove(int ofLife, Runnable work) {
        waiters.add(new Waiter(ofLife, work));
    }

    long committed(TopicPartition partition) {
        return committed.getOrDefault(partition, 0L);
    }

    void commit(MemberAction.Identity identity, String instanceId, TopicPartition partition, long offset) {
        coordinator.commit(identity, instanceId, partition, offset, error -> {
            if (error == ErrorCode.NONE) {
                lateAccepted(partition, offset);
            }
        });
    }

    /** Delayed commits of one owner may overtake each other; what must not come is one of an owner of before. */
    private void lateAccepted(TopicPartition partition, long offset) {
        assertThat(offset)
                .as("progress of %s goes back behind where its owner began", partition)
                .isGreaterThanOrEqualTo(began.getOrDefault(partition, 0L));
        committed.merge(partition, offset, Math::max);
    }

    private final Map<TopicPartition, Long> began = new HashMap<>();

    /** {@code member} has taken {@code added} and reads all that it has in the generation that it is in. */
    void adopted(SimulatedMember member, MemberAction.Identity identity, Set<TopicPartition> added) {
        added.forEach(partition -> began.put(partition, committed(partition)));
        if (!coordinator.protects(identity)) {
            return;
        }
        for (SimulatedMember other : members) {
            boolean sameTime = !generations || other.identity().epoch() == identity.epoch();
            if (other != member && sameTime && coordinator.protects(other.identity())) {
                assertThat(Collections.disjoint(other.assigned(), added))
                        .as("%s still reads what %s was given in %s", other.name(), member.name(), identity)
                        .isTrue();
            }
        }
        if (generations) {
            member.assigned().forEach(partition -> verifyOnlyOwner(member, identity.epoch(), partition));
        }
    }

    private void verifyOnlyOwner(SimulatedMember member, int generation, TopicPartition partition) {
        String other = owners.put(new Share(generation, partition), member.name());
        assertThat(other == null || other.equals(member.name()))
                .as("%s has one owner in generation %s", partition, generation)
                .isTrue();
    }

    // -- what happens

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            if (random.nextInt(40) == 0) {
                disturb();
            }
            step(random.nextInt(4) > 0);
        }
    }

    private void disturb() {
        switch (random.nextInt(9)) {
            case 0, 1 -> join();
            case 2 -> pick(SimulatedMember::leave);
            case 3 -> pick(this::crashAndMaybeReturn);
            case 4 -> moveCoordinator();
            case 5 -> grow();
            case 6 -> later(() -> runFor(random.nextInt(40_000))); // the applications hang
            default -> pick(SimulatedMember::commitLater);
        }
    }

    private void pick(java.util.function.Consumer<SimulatedMember> deed) {
        if (!members.isEmpty()) {
            deed.accept(members.get(random.nextInt(members.size())));
        }
        members.removeIf(member -> !member.isAlive());
    }

    /**
     * Also what a fenced application does. A coordinator writes a static member's new id down when the rebalance ends, so one
     * that moves before that knows the old id only, and fences the member that has the new one.
     */
    void crashAndMaybeReturn(SimulatedMember member) {
        member.crash();
        members.remove(member);
        if (!member.instanceId().isEmpty()) {
            start(member.instanceId());
        }
    }

    void join() {
        if (members.size() < 6) {
            start(generations && random.nextInt(3) == 0 ? "static" + ++memberNumber : null);
        }
    }

    private void start(@Nullable String instanceId) {
        SimulatedMember member =
                new SimulatedMember(this, new SeededRandom(random.nextLong(), "member"), instanceId, rules);
        members.add(member);
        member.on(new MemberEvent.Subscribed(MemberEvent.Subscription.to(Set.of(TOPIC))));
    }

    private void moveCoordinator() {
        life++;
        coordinator.move();
        List<Waiter> unanswered = new ArrayList<>(waiters);
        waiters.clear();
        unanswered.forEach(waiter -> waiter.onMove().run());
    }

    private void grow() {
        if (partitions < 12) {
            partitions++;
        }
        coordinator.grow(partitions);
        members.forEach(member -> later(() -> member.on(new MemberEvent.TopicsChanged(partitionCounts(), Map.of()))));
    }

    /** Time passes without anybody polling. */
    private void runFor(long ms) {
        for (long end = nowMs + ms; nowMs < end; ) {
            step(false);
        }
    }

    private void step(boolean polls) {
        nowMs += STEP_MS;
        coordinator.advanceTo(nowMs);
        while (!tasks.isEmpty() && tasks.peek().atMs() <= nowMs) {
            tasks.remove().work().run();
        }
        for (SimulatedMember member : List.copyOf(members)) {
            if (member.wakeAtMs() <= nowMs) {
                member.on(new MemberEvent.Tick());
            }
            if (polls && random.nextInt(3) > 0) {
                member.poll();
            }
        }
    }

    /** Nothing goes wrong any more, for five minutes: then everybody has a fair share. */
    void settle() {
        faulty = false;
        if (members.isEmpty()) {
            join();
        }
        grow();
        for (long end = nowMs + 300_000; nowMs < end; ) {
            step(true);
        }
    }

    void verifyBalanced() {
        Set<TopicPartition> seen = new HashSet<>();
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (SimulatedMember member : members) {
            for (TopicPartition partition : member.assigned()) {
                assertThat(seen.add(partition)).as("%s is read once", partition).isTrue();
            }
            least = Math.min(least, member.assigned().size());
            most = Math.max(most, member.assigned().size());
        }
        assertThat(seen).as("everything is read").hasSize(partitions);
        assertThat(most - least).as("spread over %s members", members.size()).isLessThanOrEqualTo(1);
    }
}
