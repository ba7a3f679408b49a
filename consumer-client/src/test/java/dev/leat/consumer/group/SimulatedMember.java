package dev.leat.consumer.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.RandomSource;
import dev.leat.client.error.FencedException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.retry.Backoff;
import dev.leat.consumer.group.MemberAction.HandOver;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A member with its polling thread: the real rules, a network that delays and loses, an application that reads. */
final class SimulatedMember {
    private static final int MAX_POLL_MS = 30_000;

    private final SimulatedGroup group;
    private final RandomSource random;
    private final String instanceId;
    private final GroupMember member;
    private final ArrayDeque<HandOver> handOvers = new ArrayDeque<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private boolean alive = true;
    private long lastDeliveryMs;

    SimulatedMember(SimulatedGroup group, RandomSource random, @Nullable String instanceId, Rules rules) {
        this.group = group;
        this.random = random;
        this.instanceId = instanceId == null ? "" : instanceId;
        MemberConfig config =
                new MemberConfig(SimulatedCoordinator.GROUP, instanceId, null, null, 10_000, 1_000, MAX_POLL_MS, 5_000);
        member = rules.of(config, new Backoff(50, 500, random));
    }

    /** Makes the member's rules. */
    @FunctionalInterface
    interface Rules {
        GroupMember of(MemberConfig config, Backoff backoff);
    }

    /** Static members keep theirs over restarts. */
    String name() {
        return instanceId.isEmpty() ? "member" + System.identityHashCode(this) : instanceId;
    }

    String instanceId() {
        return instanceId;
    }

    MemberAction.Identity identity() {
        return member.identity();
    }

    boolean isAlive() {
        return alive;
    }

    Set<TopicPartition> assigned() {
        return positions.keySet();
    }

    void on(MemberEvent event) {
        if (alive) {
            member.on(event, group.nowMs(), this::act);
        }
    }

    long wakeAtMs() {
        return alive ? member.wakeAtMs() : GroupMember.NEVER;
    }

    /** The process dies without a word. */
    void crash() {
        alive = false;
        positions.clear();
    }

    void leave() {
        if (alive) {
            commitAll(positions.keySet());
            positions.clear();
            handOvers.clear();
            on(new MemberEvent.Unsubscribed("done"));
            alive = false;
        }
    }

    /** One turn of the polling thread. */
    void poll() {
        if (!alive) {
            return;
        }
        on(new MemberEvent.Polled());
        while (!handOvers.isEmpty()) {
            handOver(handOvers.remove());
        }
        positions.replaceAll((partition, position) -> position + random.nextInt(5));
    }

    private void handOver(HandOver turn) {
        if (!turn.lost()) {
            commitAll(turn.gone());
        }
        positions.keySet().removeAll(turn.gone());
        turn.added().forEach(partition -> {
            assertThat(positions).as("what is added is new").doesNotContainKey(partition);
            positions.put(partition, group.committed(partition));
        });
        group.adopted(this, member.identity(), turn.added());
        on(new MemberEvent.HandedOver(turn.turn()));
        if (handOvers.isEmpty()) {
            assertThat(positions.keySet()).as("the rules know what is read").isEqualTo(member.owned());
        }
    }

    private void commitAll(Set<TopicPartition> partitions) {
        if (member.identity().epoch() >= 0) {
            partitions.forEach(partition ->
                    group.commit(member.identity(), instanceId, partition, positions.getOrDefault(partition, 0L)));
        }
    }

    /** A commit that takes its time on the way. */
    void commitLater() {
        MemberAction.Identity identity = member.identity();
        if (identity.epoch() >= 0) {
            new HashSet<>(positions.entrySet())
                    .forEach(position -> group.later(
                            () -> group.commit(identity, instanceId, position.getKey(), position.getValue())));
        }
    }

    private void act(MemberAction action) {
        if (action instanceof MemberAction.Send send) {
            send(send);
        } else if (action instanceof MemberAction.Leave leave) {
            group.later(() -> group.coordinator().leave(leave));
        } else if (action instanceof MemberAction.LearnTopics learn) {
            group.later(() -> on(new MemberEvent.TopicsLearnt(learn.attempt(), group.partitionCounts())));
        } else if (action instanceof MemberAction.LearnTopicIds) {
            group.later(() -> on(new MemberEvent.TopicsChanged(group.partitionCounts(), group.names())));
        } else if (action instanceof HandOver handOver) {
            handOvers.add(handOver);
        } else if (action instanceof MemberAction.Fail fail) {
            assertThat(fail.failure()).as("what a new coordinator may say").isInstanceOf(FencedException.class);
            group.later(() -> group.crashAndMaybeReturn(this));
        }
    }

    private void send(MemberAction.Send send) {
        if (group.losesMessage()) {
            unansweredLater(send);
            return;
        }
        int life = group.coordinatorLife();
        boolean losesAnswer = group.losesMessage();
        boolean[] answered = {false};
        lastDeliveryMs = group.laterInOrder(lastDeliveryMs, () -> {
            if (alive) { // else the connection is gone with the process
                group.coordinator().ask(send.request(), response -> {
                    answered[0] = true;
                    if (losesAnswer) {
                        unansweredLater(send);
                    } else {
                        group.later(() -> on(new MemberEvent.Answered(send.attempt(), response)));
                    }
                });
            }
        });
        group.onCoordinatorMove(life, () -> {
            if (!answered[0]) {
                unansweredLater(send);
            }
        });
    }

    private void unansweredLater(MemberAction.Send send) {
        group.later(() -> on(new MemberEvent.Unanswered(
                send.attempt(), new RetriableException("connection lost", "it is only a simulation"))));
    }
}
