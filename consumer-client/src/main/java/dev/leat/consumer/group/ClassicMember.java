package dev.leat.consumer.group;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.error.FencedException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.retry.Backoff;
import dev.leat.consumer.group.MemberAction.HandOver;
import dev.leat.consumer.group.MemberAction.Identity;
import dev.leat.consumer.group.assignor.Assignor;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.HeartbeatResponse;
import dev.leat.protocol.message.JoinGroupResponse;
import dev.leat.protocol.message.SyncGroupResponse;
import dev.leat.protocol.model.TopicPartition;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A member under the classic protocol: joins, syncs, beats and leaves; assigns when it leads. Member id round trip by
 * KIP-394, static members by KIP-345, cooperative rebalancing by KIP-429, reasons by KIP-800.
 *
 * <p>Cooperative if every assignor is; otherwise eager: everything is given up before each join.
 */
final class ClassicMember implements GroupMember {
    private enum Phase {
        /** Wants nothing, or waits for the next poll. */
        OUTSIDE,
        /** The polling thread gives up what has to be given up before joining. */
        GIVING_UP,
        /** Joins once the pause after a failure is over. */
        PAUSING,
        JOINING,
        /** Leads, and asks what partitions there are. */
        LEARNING,
        SYNCING,
        /** The polling thread takes the new assignment. */
        ADOPTING,
        STABLE,
        /** A newer member has this one's name: for good. */
        FENCED
    }

    private final MemberConfig config;
    private final List<Assignor> assignors;
    private final boolean cooperative;
    private final Backoff backoff;
    private final ClassicRequests requests;
    private final HeartbeatClock heartbeats;

    private Phase phase = Phase.OUTSIDE;
    private boolean subscribed;
    private Set<String> topics = Set.of();
    private Set<String> joinedTopics = Set.of();
    private Set<TopicPartition> owned = Set.of();
    private Set<TopicPartition> afterHandOver = Set.of();
    private Identity identity = Identity.NONE;
    private boolean lost; // what is owned belongs to others already
    private boolean waitsForPoll;
    private @Nullable String rejoinReason;
    private @Nullable Leadership leadership;
    private String assignorName = "";
    private int failures;
    private long pauseUntilMs;
    private long polledAtMs;
    private int lastNumber;
    private int attempt; // number of the join, topics or sync request that is open
    private int turn; // number of the hand-over that is open

    /**
     * @param assignors the preferred one first, at least one
     */
    ClassicMember(MemberConfig config, List<Assignor> assignors, Backoff backoff) {
        this.config = config;
        this.assignors = List.copyOf(assignors);
        this.cooperative = assignors.stream().allMatch(Assignor::isCooperative);
        this.backoff = backoff;
        this.requests = new ClassicRequests(config);
        this.heartbeats = new HeartbeatClock(config.heartbeatIntervalMs(), config.sessionTimeoutMs());
    }

    @Override
    public Identity identity() {
        return identity;
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
        } else if (event instanceof MemberEvent.Subscribed subscribed) {
            onSubscribed(subscribed.subscription().topics(), nowMs);
        } else if (event instanceof MemberEvent.Unsubscribed unsubscribed) {
            onUnsubscribed(unsubscribed.reason(), actions);
        } else if (event instanceof MemberEvent.Answered answered) {
            onAnswered(answered, nowMs, actions);
        } else if (event instanceof MemberEvent.Unanswered unanswered) {
            onUnanswered(unanswered, nowMs, actions);
        } else if (event instanceof MemberEvent.TopicsLearnt learnt) {
            onTopicsLearnt(learnt, actions);
        } else if (event instanceof MemberEvent.TopicsChanged changed) {
            onTopicsChanged(changed.partitionCounts());
        } else if (event instanceof MemberEvent.HandedOver handedOver) {
            onHandedOver(handedOver.turn(), actions);
        }
        advance(nowMs, actions);
    }

    // -- the application

    private void onSubscribed(Set<String> wanted, long nowMs) {
        if (!subscribed) {
            polledAtMs = nowMs;
        }
        subscribed = true;
        topics = wanted;
        if (identity.epoch() >= 0 && !wanted.equals(joinedTopics)) {
            rejoin("the subscription changed");
        }
    }

    private void onUnsubscribed(String reason, Consumer<MemberAction> actions) {
        leave(reason, actions);
        subscribed = false;
        topics = Set.of();
        owned = Set.of();
        lost = false;
        turn = 0; // what the polling thread has not done yet it leaves undone
        if (phase != Phase.FENCED) {
            enter(Phase.OUTSIDE);
        }
    }

    /** Static members do not say good-bye: they come back under their name before the session is over. */
    private void leave(String reason, Consumer<MemberAction> actions) {
        if (!identity.memberId().isEmpty() && config.instanceId() == null && phase != Phase.FENCED) {
            actions.accept(new MemberAction.Leave(identity.memberId(), null, reason));
        }
        identity = Identity.NONE;
        rejoinReason = null;
        leadership = null;
    }

    private void onHandedOver(int done, Consumer<MemberAction> actions) {
        if (done != turn) {
            return; // of a hand-over before the application left
        }
        owned = afterHandOver;
        turn = 0;
        if (phase == Phase.GIVING_UP) {
            beginToJoin(actions); // there may be more to give up by now
        } else if (phase == Phase.ADOPTING) {
            enter(Phase.STABLE);
        }
    }

    // -- what has to be done next

    private void advance(long nowMs, Consumer<MemberAction> actions) {
        if (isIn() && nowMs - polledAtMs >= config.maxPollIntervalMs()) {
            leaveUntilPolled(actions);
        }
        if (phase == Phase.OUTSIDE && subscribed && !waitsForPoll) {
            beginToJoin(actions);
        }
        if (phase == Phase.STABLE && (lost || rejoinReason != null)) {
            beginToJoin(actions);
        }
        if (phase == Phase.PAUSING && nowMs >= pauseUntilMs) {
            join(actions);
        }
        beat(nowMs, actions);
    }

    private boolean isIn() {
        return phase != Phase.OUTSIDE && phase != Phase.FENCED;
    }

    /** The application hangs or is slow: the group must not wait for it (KIP-62). */
    private void leaveUntilPolled(Consumer<MemberAction> actions) {
        leave("no poll for longer than max.poll.interval.ms, " + config.maxPollIntervalMs() + " ms", actions);
        lost = true;
        waitsForPoll = true;
        enter(Phase.OUTSIDE);
    }

    private void beginToJoin(Consumer<MemberAction> actions) {
        Set<TopicPartition> gone = lost || !cooperative
                ? owned
                : owned.stream()
                        .filter(partition -> !topics.contains(partition.topic()))
                        .collect(Collectors.toSet());
        if (turn != 0) {
            enter(Phase.GIVING_UP); // the polling thread still has the hand-over of before
        } else if (gone.isEmpty()) {
            lost = false;
            enter(Phase.PAUSING);
        } else {
            enter(Phase.GIVING_UP);
            handOver(gone, Set.of(), actions);
            lost = false;
        }
    }

    private void handOver(Set<TopicPartition> gone, Set<TopicPartition> added, Consumer<MemberAction> actions) {
        afterHandOver = new HashSet<>(owned);
        afterHandOver.removeAll(gone);
        afterHandOver.addAll(added);
        turn = ++lastNumber;
        actions.accept(new HandOver(turn, gone, lost, added));
    }

    private void join(Consumer<MemberAction> actions) {
        if (lost && !owned.isEmpty()) {
            beginToJoin(actions); // lost after what there was to give up had been given up
            return;
        }
        lost = false;
        enter(Phase.JOINING);
        heartbeats.forget();
        joinedTopics = topics;
        String reason = rejoinReason == null ? "a new member" : rejoinReason;
        rejoinReason = null;
        send(requests.join(identity, assignors, topics, owned, reason), actions);
    }

    /** With what the polling thread may be about to take. */
    private Set<TopicPartition> everything() {
        Set<TopicPartition> everything = new HashSet<>(owned);
        if (turn != 0) {
            everything.addAll(afterHandOver);
        }
        return everything;
    }

    private void send(ApiRequest request, Consumer<MemberAction> actions) {
        attempt = ++lastNumber;
        actions.accept(new MemberAction.Send(attempt, request, requests.rebalanceTimeoutMs()));
    }

    private void enter(Phase next) {
        phase = next;
        attempt = 0; // an answer that is still on its way comes too late
    }

    // -- heartbeats

    private void beat(long nowMs, Consumer<MemberAction> actions) {
        if (!beats()) {
            return;
        }
        if (heartbeats.isSessionOver(nowMs)) {
            heartbeats.start(nowMs); // ask somebody else: this coordinator has not answered for a whole session
            actions.accept(new MemberAction.ForgetCoordinator());
        }
        if (heartbeats.isDue(nowMs)) {
            int number = ++lastNumber;
            heartbeats.sent(number, nowMs);
            actions.accept(new MemberAction.Send(number, requests.heartbeat(identity), config.requestTimeoutMs()));
        }
    }

    private boolean beats() {
        return identity.epoch() >= 0 && isIn() && phase != Phase.JOINING;
    }

    @Override
    public long wakeAtMs() {
        if (!isIn()) {
            return NEVER;
        }
        long at = polledAtMs + config.maxPollIntervalMs();
        if (phase == Phase.PAUSING) {
            at = Math.min(at, pauseUntilMs);
        }
        return beats() ? Math.min(at, heartbeats.nextMs()) : at;
    }

    // -- answers

    private void onAnswered(MemberEvent.Answered answered, long nowMs, Consumer<MemberAction> actions) {
        if (answered.response() instanceof HeartbeatResponse heartbeat) {
            if (heartbeats.answered(answered.attempt(), nowMs)) {
                onHeartbeat(ErrorCode.of(heartbeat.errorCode()), actions);
            }
        } else if (answered.attempt() == attempt) {
            heartbeats.heard(nowMs);
            if (answered.response() instanceof JoinGroupResponse joined) {
                onJoined(joined, nowMs, actions);
            } else if (answered.response() instanceof SyncGroupResponse synced) {
                onSynced(synced, nowMs, actions);
            }
        }
    }

    private void onUnanswered(MemberEvent.Unanswered unanswered, long nowMs, Consumer<MemberAction> actions) {
        boolean heartbeat = heartbeats.unanswered(unanswered.attempt(), nowMs, config.heartbeatIntervalMs());
        if (!heartbeat && unanswered.attempt() != attempt) {
            return;
        }
        if (!(unanswered.failure() instanceof RetriableException)) {
            fail(unanswered.failure(), actions);
        } else if (!heartbeat) {
            pauseThenJoin(nowMs);
        }
    }

    private void onHeartbeat(ErrorCode error, Consumer<MemberAction> actions) {
        switch (error) {
            case NONE -> {}
            case REBALANCE_IN_PROGRESS -> rejoin("the group is rebalancing");
            default -> onError(error, "staying in", actions);
        }
    }

    private void onJoined(JoinGroupResponse joined, long nowMs, Consumer<MemberAction> actions) {
        ErrorCode error = ErrorCode.of(joined.errorCode());
        if (error == ErrorCode.MEMBER_ID_REQUIRED) {
            identity = new Identity(identity.epoch(), joined.memberId());
            enter(Phase.PAUSING);
        } else if (error != ErrorCode.NONE) {
            joinAgain(error, "joining", nowMs, actions);
        } else {
            identity = new Identity(joined.generationId(), joined.memberId());
            heartbeats.start(nowMs);
            begin(joined, actions);
        }
    }

    private void begin(JoinGroupResponse joined, Consumer<MemberAction> actions) {
        assignorName = joined.protocolName() == null ? "" : joined.protocolName();
        Assignor assignor = chosenAssignor();
        if (assignor == null) {
            fail(
                    new FatalException(
                            "group '" + config.groupId() + "' uses the assignor '" + assignorName + "'",
                            "add it to partition.assignment.strategy"),
                    actions);
        } else if (!joined.leader().equals(joined.memberId())) {
            leadership = null;
            sync(Map.of(), actions);
        } else {
            lead(joined, assignor, actions);
        }
    }

    private void lead(JoinGroupResponse joined, Assignor assignor, Consumer<MemberAction> actions) {
        try {
            Leadership leader = new Leadership(joined, assignor);
            leadership = leader;
            enter(Phase.LEARNING);
            attempt = ++lastNumber;
            actions.accept(new MemberAction.LearnTopics(attempt, leader.topics()));
        } catch (ClientException foreign) {
            fail(foreign, actions);
        }
    }

    private @Nullable Assignor chosenAssignor() {
        return assignors.stream()
                .filter(assignor -> assignor.name().equals(assignorName))
                .findFirst()
                .orElse(null);
    }

    private void onTopicsLearnt(MemberEvent.TopicsLearnt learnt, Consumer<MemberAction> actions) {
        if (phase == Phase.LEARNING && learnt.attempt() == attempt && leadership != null) {
            sync(leadership.decide(learnt.partitionCounts()), actions);
        }
    }

    private void onTopicsChanged(Map<String, Integer> counts) {
        if (leadership != null && phase != Phase.LEARNING && leadership.isOutdatedBy(counts)) {
            rejoin("partitions of subscribed topics changed");
        }
    }

    private void sync(Map<String, List<TopicPartition>> decision, Consumer<MemberAction> actions) {
        enter(Phase.SYNCING);
        send(requests.sync(identity, assignorName, decision), actions);
    }

    private void onSynced(SyncGroupResponse synced, long nowMs, Consumer<MemberAction> actions) {
        ErrorCode error = ErrorCode.of(synced.errorCode());
        if (error != ErrorCode.NONE) {
            joinAgain(error, "taking part in", nowMs, actions);
            return;
        }
        failures = 0;
        try {
            adopt(ConsumerProtocol.partitions(synced.assignment()), actions);
        } catch (ClientException foreign) {
            fail(foreign, actions);
        }
    }

    private void adopt(Set<TopicPartition> assigned, Consumer<MemberAction> actions) {
        Assignor assignor = chosenAssignor();
        if (assignor != null) {
            assignor.onAssignment(assigned, identity.epoch());
        }
        Set<TopicPartition> wanted = new HashSet<>(assigned);
        wanted.removeIf(partition -> !topics.contains(partition.topic())); // the subscription changed meanwhile
        Set<TopicPartition> gone = new HashSet<>(owned);
        gone.removeAll(wanted);
        Set<TopicPartition> added = new HashSet<>(wanted);
        added.removeAll(owned);
        if (!gone.isEmpty()) {
            rejoin("gave up partitions for others");
        } else if (!topics.equals(joinedTopics)) {
            rejoin("the subscription changed");
        }
        enter(Phase.ADOPTING);
        handOver(gone, added, actions);
    }

    // -- errors

    /** A join or sync was refused: what the error says about this member, and then once more. */
    private void joinAgain(ErrorCode error, String what, long nowMs, Consumer<MemberAction> actions) {
        if (error == ErrorCode.REBALANCE_IN_PROGRESS) {
            rejoin("the group went on to rebalance");
        } else {
            onError(error, what, actions);
        }
        if (isIn()) {
            pauseThenJoin(nowMs);
        }
    }

    private void pauseThenJoin(long nowMs) {
        failures++;
        pauseUntilMs = nowMs + backoff.pauseMs(failures);
        enter(Phase.PAUSING);
    }

    private void onError(ErrorCode error, String what, Consumer<MemberAction> actions) {
        switch (error) {
            case UNKNOWN_MEMBER_ID -> lose(Identity.NONE);
            case ILLEGAL_GENERATION -> lose(new Identity(-1, identity.memberId()));
            case COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR -> actions.accept(new MemberAction.ForgetCoordinator());
            case COORDINATOR_LOAD_IN_PROGRESS -> {} // the pause is all it takes
            default -> fail(ClientErrors.of(error, what + " group '" + config.groupId() + "'", null), actions);
        }
    }

    /** The group went on without this member: what it has may be read by others already. */
    private void lose(Identity left) {
        identity = left;
        lost = true;
        leadership = null;
        rejoin("the group went on without this member");
        if (phase == Phase.LEARNING || phase == Phase.SYNCING) {
            enter(Phase.PAUSING);
        }
    }

    private void rejoin(String reason) {
        rejoinReason = reason;
    }

    /** Not to be mended here. A fenced member never comes back; otherwise the next poll tries once more. */
    private void fail(ClientException failure, Consumer<MemberAction> actions) {
        boolean fenced = failure instanceof FencedException;
        identity = Identity.NONE;
        leadership = null;
        rejoinReason = null;
        enter(fenced ? Phase.FENCED : Phase.OUTSIDE);
        waitsForPoll = true;
        lost = true;
        if (fenced) {
            owned = everything();
            handOver(owned, Set.of(), actions);
        }
        actions.accept(new MemberAction.Fail(failure, fenced));
    }
}
