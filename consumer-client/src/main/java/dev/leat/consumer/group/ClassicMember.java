package dev.leat.consumer.group;

import dev.leat.base.InvariantViolation;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.error.FencedException;
import dev.leat.client.retry.Backoff;
import dev.leat.consumer.group.MemberAction.Identity;
import dev.leat.consumer.group.assignor.Assignor;
import dev.leat.protocol.model.TopicPartition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A member under the classic protocol: gives up what it has to, joins, takes what it is given, and does so again whenever the
 * group rebalances. Member id round trip by KIP-394, static members by KIP-345, cooperative rebalancing by KIP-429, reasons
 * by KIP-800.
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
        /** Talks with the coordinator until there is an assignment. */
        JOINING,
        /** The polling thread takes the new assignment. */
        ADOPTING,
        STABLE,
        /** A newer member has this one's name: for good. */
        FENCED
    }

    private final MemberConfig config;
    private final boolean cooperative;
    private final Backoff backoff;
    private final Application application;
    private final Holdings holdings = new Holdings();
    private final CoordinatorTalk talk;

    private Phase phase = Phase.OUTSIDE;
    private @Nullable ClientException fencedBy;
    private Set<String> topics = Set.of();
    private Set<String> joinedTopics = Set.of();
    private @Nullable String rejoinReason;
    private int failures;
    private long pauseUntilMs;

    /**
     * @param assignors the preferred one first, at least one
     */
    ClassicMember(MemberConfig config, List<Assignor> assignors, Backoff backoff) {
        this.config = config;
        this.cooperative = assignors.stream().allMatch(Assignor::isCooperative);
        this.backoff = backoff;
        this.application = new Application(config.maxPollIntervalMs());
        this.talk = new CoordinatorTalk(config, List.copyOf(assignors));
    }

    @Override
    public Identity identity() {
        return talk.identity();
    }

    @Override
    public Set<TopicPartition> owned() {
        return holdings.owned();
    }

    @Override
    public void on(MemberEvent event, long nowMs, Consumer<MemberAction> actions) {
        try {
            take(event, nowMs, actions);
        } catch (RuntimeException | LinkageError thrown) { // an assignor of the application's did that, most likely
            if (thrown instanceof InvariantViolation || phase == Phase.FENCED) {
                throw thrown;
            }
            leave("it failed to take part", actions); // the group need not wait for it
            String what = "taking part in the group failed, perhaps in an assignor: " + thrown;
            fail(new FatalException(null, what, "see the cause; the next poll joins again", thrown), actions);
        }
    }

    private void take(MemberEvent event, long nowMs, Consumer<MemberAction> actions) {
        if (event instanceof MemberEvent.Polled) {
            application.polled(nowMs);
        } else if (event instanceof MemberEvent.Subscribed subscribed) {
            onSubscribed(subscribed.subscription().topics(), nowMs, actions);
        } else if (event instanceof MemberEvent.Unsubscribed unsubscribed) {
            onUnsubscribed(unsubscribed.reason(), actions);
        } else if (event instanceof MemberEvent.Answered answered) {
            onReply(talk.on(answered, nowMs, actions), nowMs, actions);
        } else if (event instanceof MemberEvent.Unanswered unanswered) {
            onReply(talk.on(unanswered, nowMs), nowMs, actions);
        } else if (event instanceof MemberEvent.TopicsLearnt learnt) {
            talk.on(learnt, actions);
        } else if (event instanceof MemberEvent.TopicsChanged changed && talk.isOutdatedBy(changed.partitionCounts())) {
            rejoin("partitions of subscribed topics changed");
        } else if (event instanceof MemberEvent.HandedOver done && holdings.handedOver(done.turn())) {
            onHandedOver(actions);
        }
        advance(nowMs, actions);
    }

    // -- the application

    private void onSubscribed(Set<String> wanted, long nowMs, Consumer<MemberAction> actions) {
        if (fencedBy != null) {
            actions.accept(new MemberAction.Fail(fencedBy, true)); // the application may not have heard of it
        }
        application.subscribed(nowMs);
        topics = wanted;
        if (talk.isIn() && !wanted.equals(joinedTopics)) {
            rejoin("the subscription changed");
        }
    }

    private void onUnsubscribed(String reason, Consumer<MemberAction> actions) {
        leave(reason, actions);
        application.unsubscribed();
        topics = Set.of();
        holdings.clear();
    }

    private void leave(String reason, Consumer<MemberAction> actions) {
        talk.leave(reason, actions);
        rejoinReason = null;
        if (phase != Phase.FENCED) {
            enter(Phase.OUTSIDE);
        }
    }

    private void onHandedOver(Consumer<MemberAction> actions) {
        if (phase == Phase.GIVING_UP) {
            beginToJoin(actions); // there may be more to give up by now
        } else if (phase == Phase.ADOPTING) {
            enter(Phase.STABLE);
        }
    }

    // -- what has to be done next

    private void advance(long nowMs, Consumer<MemberAction> actions) {
        if (isActive() && application.isLate(nowMs)) {
            leave("no poll for longer than max.poll.interval.ms, " + config.maxPollIntervalMs() + " ms", actions);
            holdings.lose();
            application.shutOut();
        }
        boolean comesIn = phase == Phase.OUTSIDE && application.wantsIn();
        boolean comesAgain = phase == Phase.STABLE && (holdings.isLost() || rejoinReason != null);
        if (comesIn || comesAgain) {
            beginToJoin(actions);
        }
        if (phase == Phase.PAUSING && nowMs >= pauseUntilMs) {
            join(actions);
        }
        talk.beat(nowMs, actions);
    }

    private boolean isActive() {
        return phase != Phase.OUTSIDE && phase != Phase.FENCED;
    }

    private void beginToJoin(Consumer<MemberAction> actions) {
        Set<TopicPartition> gone = toGiveUp();
        if (holdings.isHandOverOpen()) {
            enter(Phase.GIVING_UP); // the polling thread still has the hand-over of before
        } else if (gone.isEmpty()) {
            holdings.forgetLoss();
            enter(Phase.PAUSING);
        } else {
            enter(Phase.GIVING_UP);
            holdings.handOver(gone, Set.of(), actions);
        }
    }

    private Set<TopicPartition> toGiveUp() {
        return holdings.isLost() || !cooperative
                ? owned()
                : owned().stream()
                        .filter(partition -> !topics.contains(partition.topic()))
                        .collect(Collectors.toSet());
    }

    private void join(Consumer<MemberAction> actions) {
        if (holdings.isLost() && !owned().isEmpty()) {
            beginToJoin(actions); // lost after what there was to give up had been given up
            return;
        }
        holdings.forgetLoss();
        enter(Phase.JOINING);
        joinedTopics = topics;
        String reason = rejoinReason == null ? "a new member" : rejoinReason;
        rejoinReason = null;
        talk.join(topics, owned(), reason, actions);
    }

    private void rejoin(String reason) {
        rejoinReason = reason;
    }

    private void enter(Phase next) {
        phase = next;
        talk.breakOff();
    }

    @Override
    public long wakeAtMs() {
        if (!isActive()) {
            return NEVER;
        }
        long at = Math.min(application.lateAtMs(), talk.nextBeatMs());
        return phase == Phase.PAUSING ? Math.min(at, pauseUntilMs) : at;
    }

    // -- the coordinator

    private void onReply(Reply reply, long nowMs, Consumer<MemberAction> actions) {
        if (reply instanceof Reply.Named) {
            enter(Phase.PAUSING);
        } else if (reply instanceof Reply.Rebalance) {
            rejoin("the group is rebalancing");
        } else if (reply instanceof Reply.Lost) {
            onLost();
        } else if (reply instanceof Reply.Assigned assigned) {
            onAssigned(assigned.partitions(), actions);
        } else if (reply instanceof Reply.Failed failed) {
            fail(failed.failure(), actions);
        }
        if (phase == Phase.JOINING && !talk.isUnderWay()) {
            failures++; // it came to nothing
            pauseUntilMs = nowMs + backoff.pauseMs(failures);
            enter(Phase.PAUSING);
        }
    }

    private void onLost() {
        holdings.lose();
        rejoin("the group went on without this member");
        if (talk.isUnderWay()) {
            enter(Phase.PAUSING); // what is asked is about a generation that is gone
        }
    }

    private void onAssigned(Set<TopicPartition> assigned, Consumer<MemberAction> actions) {
        failures = 0;
        Set<TopicPartition> wanted = new HashSet<>(assigned);
        wanted.removeIf(partition -> !topics.contains(partition.topic())); // the subscription changed meanwhile
        Set<TopicPartition> gone = holdings.surplusOver(wanted);
        if (!gone.isEmpty()) {
            rejoin("gave up partitions for others");
        } else if (!topics.equals(joinedTopics)) {
            rejoin("the subscription changed");
        }
        enter(Phase.ADOPTING);
        holdings.handOver(gone, holdings.missingOf(wanted), actions);
    }

    /** Not to be mended here. A fenced member never comes back; otherwise the next poll tries once more. */
    private void fail(ClientException failure, Consumer<MemberAction> actions) {
        boolean fenced = failure instanceof FencedException;
        fencedBy = fenced ? failure : null;
        talk.forgetGroup();
        rejoinReason = null;
        enter(fenced ? Phase.FENCED : Phase.OUTSIDE);
        application.shutOut();
        if (fenced) {
            holdings.loseEverything(actions);
        } else {
            holdings.lose();
        }
        actions.accept(new MemberAction.Fail(failure, fenced));
    }
}
