package dev.leat.consumer.group;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.FencedException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.retry.Backoff;
import dev.leat.consumer.group.MemberAction.HandOver;
import dev.leat.consumer.group.MemberAction.Identity;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ConsumerGroupHeartbeatResponse;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A member under the consumer group protocol (KIP-848): one heartbeat carries what it wants and has, the broker answers with
 * what it should have, and it moves there: gives up, says so, takes. The broker alone assigns and never gives a partition to
 * a member before the last one has said that it gave it up.
 */
final class ModernMember implements GroupMember {
    private enum Phase {
        /** Wants nothing, or waits for the next poll. */
        OUTSIDE,
        /** Not known to the broker yet: the heartbeat of epoch 0 is to come. */
        JOINING,
        /** In the group. */
        IN,
        /** Somebody else has this member's name: for good. */
        FENCED
    }

    private final MemberConfig config;
    private final Backoff backoff;
    private final ModernHeartbeats heartbeats;

    private Phase phase = Phase.OUTSIDE;
    private MemberEvent.Subscription subscription = MemberEvent.Subscription.to(Set.of());
    private boolean subscribed;
    private Set<TopicPartition> owned = Set.of();
    private Set<TopicPartition> afterHandOver = Set.of();
    private Map<Uuid, Set<Integer>> target = Map.of();
    private Set<Uuid> asked = new HashSet<>(); // topic ids whose names are being looked for
    private final Map<Uuid, String> names = new HashMap<>();
    private final Map<String, Uuid> ids = new HashMap<>();
    private Identity identity;
    private boolean lost;
    private boolean waitsForPoll;
    private boolean hasNews; // for the broker: what is wanted or owned now
    private int failures;
    private int turn;
    private int open; // number of the heartbeat that is on its way; 0 if none
    private int lastNumber;
    private long polledAtMs;
    private long nextMs;
    private long beatAtMs;
    private int intervalMs;

    /**
     * @param memberId of this member for as long as it lives, made by the client (KIP-1082)
     */
    ModernMember(MemberConfig config, String memberId, Backoff backoff) {
        this.config = config;
        this.backoff = backoff;
        this.heartbeats = new ModernHeartbeats(config);
        this.identity = new Identity(ModernHeartbeats.JOIN_EPOCH, memberId);
        this.intervalMs = config.heartbeatIntervalMs();
    }

    @Override
    public Identity identity() {
        return phase == Phase.IN ? identity : new Identity(-1, identity.memberId());
    }

    @Override
    public Set<TopicPartition> owned() {
        return owned;
    }

    @Override
    public void on(MemberEvent event, long nowMs, Consumer<MemberAction> actions) {
        if (event instanceof MemberEvent.Polled) {
            polledAtMs = nowMs;
            waitsForPoll = false;
        } else if (event instanceof MemberEvent.Subscribed wanted) {
            onSubscribed(wanted.subscription(), nowMs);
        } else if (event instanceof MemberEvent.Unsubscribed) {
            onUnsubscribed(actions);
        } else if (event instanceof MemberEvent.Answered answered && answered.attempt() == open) {
            open = 0;
            onAnswered((ConsumerGroupHeartbeatResponse) answered.response(), nowMs, actions);
        } else if (event instanceof MemberEvent.Unanswered unanswered && unanswered.attempt() == open) {
            open = 0;
            onUnanswered(unanswered.failure(), nowMs, actions);
        } else if (event instanceof MemberEvent.TopicsChanged changed) {
            changed.names().forEach(this::learn);
        } else if (event instanceof MemberEvent.HandedOver done && done.turn() == turn) {
            turn = 0;
            owned = afterHandOver;
            hasNews = true;
        }
        advance(nowMs, actions);
    }

    private void learn(Uuid id, String name) {
        names.put(id, name);
        ids.put(name, id);
        asked.remove(id);
    }

    // -- the application

    private void onSubscribed(MemberEvent.Subscription wanted, long nowMs) {
        if (!subscribed) {
            polledAtMs = nowMs;
        }
        subscribed = true;
        if (!wanted.equals(subscription)) {
            subscription = wanted;
            hasNews = true;
        }
    }

    private void onUnsubscribed(Consumer<MemberAction> actions) {
        leave(actions);
        subscribed = false;
        subscription = MemberEvent.Subscription.to(Set.of());
        owned = Set.of();
        lost = false;
        turn = 0; // what the polling thread has not done yet it leaves undone
    }

    /** A static member only pauses: its name keeps its partitions until the session is over. */
    private void leave(Consumer<MemberAction> actions) {
        if (phase == Phase.IN) {
            int epoch = config.instanceId() == null ? ModernHeartbeats.LEAVE_EPOCH : ModernHeartbeats.PAUSE_EPOCH;
            actions.accept(new MemberAction.Send(
                    ++lastNumber,
                    heartbeats.leaving(new Identity(epoch, identity.memberId())),
                    config.requestTimeoutMs(),
                    true));
        }
        if (phase != Phase.FENCED) {
            forgetGroup(Phase.OUTSIDE);
        }
    }

    private void forgetGroup(Phase next) {
        phase = next;
        identity = new Identity(ModernHeartbeats.JOIN_EPOCH, identity.memberId());
        target = Map.of();
        open = 0;
        heartbeats.forget();
    }

    // -- what has to be done next

    private void advance(long nowMs, Consumer<MemberAction> actions) {
        boolean in = phase == Phase.JOINING || phase == Phase.IN;
        if (in && nowMs - polledAtMs >= config.maxPollIntervalMs()) {
            leave(actions);
            lost = true;
            waitsForPoll = true;
        }
        if (phase == Phase.OUTSIDE && subscribed && !waitsForPoll) {
            phase = Phase.JOINING;
            nextMs = nowMs;
        }
        if (mayBeat() && (hasNews || nowMs >= nextMs)) {
            beat(nowMs, actions); // first, so that the broker hears of what was given up before more is taken
        }
        if (turn == 0) {
            reconcile(actions);
        }
    }

    /** Joins only with empty hands; the polling thread may still have to give up what was lost. */
    private boolean mayBeat() {
        return open == 0 && (phase == Phase.IN || phase == Phase.JOINING && turn == 0 && owned.isEmpty());
    }

    private void beat(long nowMs, Consumer<MemberAction> actions) {
        open = ++lastNumber;
        hasNews = false;
        beatAtMs = nowMs;
        nextMs = nowMs + intervalMs;
        actions.accept(new MemberAction.Send(
                open, heartbeats.next(identity, subscription, byTopicId(everything())), config.requestTimeoutMs()));
    }

    /** With what the polling thread may be about to take: the broker must not think that it is free. */
    private Set<TopicPartition> everything() {
        Set<TopicPartition> everything = new HashSet<>(owned);
        if (turn != 0) {
            everything.addAll(afterHandOver);
        }
        return everything;
    }

    private Map<Uuid, Set<Integer>> byTopicId(Set<TopicPartition> partitions) {
        Map<Uuid, Set<Integer>> byId = new HashMap<>();
        partitions.forEach(partition -> {
            Uuid id = ids.get(partition.topic());
            if (id != null) {
                byId.computeIfAbsent(id, any -> new TreeSet<>()).add(partition.partition());
            }
        });
        return byId;
    }

    /** One step from what is owned to what should be; what has no name yet waits. */
    private void reconcile(Consumer<MemberAction> actions) {
        if (phase == Phase.OUTSIDE) {
            return; // the application does not poll, or wants nothing
        }
        if (phase != Phase.IN || lost) {
            boolean late = lost;
            lost = false;
            if (!owned.isEmpty()) {
                handOver(owned, late, Set.of(), actions);
            }
            return;
        }
        Set<TopicPartition> wanted = wanted(actions);
        Set<TopicPartition> gone = new HashSet<>(owned);
        gone.removeAll(wanted);
        Set<TopicPartition> added = new HashSet<>(wanted);
        added.removeAll(owned);
        if (!gone.isEmpty() || !added.isEmpty()) {
            handOver(gone, false, gone.isEmpty() ? added : Set.of(), actions); // says so first, then takes
        }
    }

    private Set<TopicPartition> wanted(Consumer<MemberAction> actions) {
        Set<TopicPartition> wanted = new HashSet<>();
        Set<Uuid> unknown = new HashSet<>();
        target.forEach((id, partitions) -> {
            String name = names.get(id);
            if (name == null) {
                unknown.add(id);
            } else {
                partitions.forEach(partition -> wanted.add(new TopicPartition(name, partition)));
            }
        });
        unknown.removeAll(asked);
        if (!unknown.isEmpty()) {
            asked.addAll(unknown);
            actions.accept(new MemberAction.LearnTopicIds(Set.copyOf(unknown)));
        }
        return wanted;
    }

    private void handOver(
            Set<TopicPartition> gone, boolean late, Set<TopicPartition> added, Consumer<MemberAction> actions) {
        afterHandOver = new HashSet<>(owned);
        afterHandOver.removeAll(gone);
        afterHandOver.addAll(added);
        turn = ++lastNumber;
        actions.accept(new HandOver(turn, gone, late, added));
    }

    @Override
    public long wakeAtMs() {
        if (phase == Phase.OUTSIDE || phase == Phase.FENCED) {
            return NEVER;
        }
        long lastPollMs = polledAtMs + config.maxPollIntervalMs();
        return mayBeat() ? Math.min(lastPollMs, nextMs) : lastPollMs;
    }

    // -- answers

    private void onAnswered(ConsumerGroupHeartbeatResponse response, long nowMs, Consumer<MemberAction> actions) {
        ErrorCode error = ErrorCode.of(response.errorCode());
        if (error != ErrorCode.NONE) {
            onError(error, response.errorMessage(), nowMs, actions);
            return;
        }
        failures = 0;
        phase = Phase.IN;
        String memberId = response.memberId();
        identity = new Identity(response.memberEpoch(), memberId == null ? identity.memberId() : memberId);
        intervalMs = response.heartbeatIntervalMs();
        nextMs = beatAtMs + intervalMs;
        ConsumerGroupHeartbeatResponse.Assignment assignment = response.assignment();
        if (assignment != null) {
            Map<Uuid, Set<Integer>> assigned = new HashMap<>();
            assignment
                    .topicPartitions()
                    .forEach(topic -> assigned.put(topic.topicId(), new TreeSet<>(topic.partitions())));
            target = assigned;
        }
    }

    private void onUnanswered(ClientException failure, long nowMs, Consumer<MemberAction> actions) {
        heartbeats.forget(); // whether the broker has got it is not known: everything once more
        if (failure instanceof RetriableException) {
            pause(nowMs);
        } else {
            fail(failure, actions);
        }
    }

    private void pause(long nowMs) {
        hasNews = false; // it goes with the next one
        failures++;
        nextMs = nowMs + backoff.pauseMs(failures);
    }

    private void onError(ErrorCode error, @Nullable String message, long nowMs, Consumer<MemberAction> actions) {
        heartbeats.forget();
        switch (error) {
            case UNKNOWN_MEMBER_ID, FENCED_MEMBER_EPOCH -> {
                lost = true;
                forgetGroup(Phase.JOINING);
                nextMs = nowMs;
            }
            case COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR -> {
                actions.accept(new MemberAction.ForgetCoordinator());
                pause(nowMs);
            }
            case COORDINATOR_LOAD_IN_PROGRESS -> pause(nowMs);
            case UNRELEASED_INSTANCE_ID, FENCED_INSTANCE_ID ->
                fail(
                        new FencedException(
                                error,
                                "the name '" + config.instanceId() + "' is another member's",
                                "give every member a group.instance.id of its own",
                                null),
                        actions);
            default -> fail(ClientErrors.of(error, "staying in group '" + config.groupId() + "'", message), actions);
        }
    }

    private void fail(ClientException failure, Consumer<MemberAction> actions) {
        boolean fenced = failure instanceof FencedException;
        forgetGroup(fenced ? Phase.FENCED : Phase.OUTSIDE);
        waitsForPoll = true;
        lost = true;
        actions.accept(new MemberAction.Fail(failure, fenced));
    }
}
