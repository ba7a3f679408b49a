package dev.leat.consumer.group;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.FencedException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.retry.Backoff;
import dev.leat.consumer.group.MemberAction.Identity;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ConsumerGroupHeartbeatResponse;
import dev.leat.protocol.model.TopicPartition;
import java.util.Set;
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
    private final Application application;
    private final Holdings holdings = new Holdings();
    private final TargetAssignment target = new TargetAssignment();

    private Phase phase = Phase.OUTSIDE;
    private @Nullable ClientException fencedBy;
    private MemberEvent.Subscription subscription = MemberEvent.Subscription.to(Set.of());
    private Identity identity;
    private boolean hasNews; // for the broker: what is wanted or owned now
    private int failures;
    private int open; // number of the heartbeat that is on its way; 0 if none
    private int lastNumber;
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
        this.application = new Application(config.maxPollIntervalMs());
        this.identity = new Identity(ModernHeartbeats.JOIN_EPOCH, memberId);
        this.intervalMs = config.heartbeatIntervalMs();
    }

    @Override
    public Identity identity() {
        return phase == Phase.IN ? identity : new Identity(-1, identity.memberId());
    }

    @Override
    public Set<TopicPartition> owned() {
        return holdings.owned();
    }

    @Override
    public void on(MemberEvent event, long nowMs, Consumer<MemberAction> actions) {
        if (event instanceof MemberEvent.Polled) {
            application.polled(nowMs);
        } else if (event instanceof MemberEvent.Subscribed wanted) {
            onSubscribed(wanted.subscription(), nowMs, actions);
        } else if (event instanceof MemberEvent.Unsubscribed) {
            onUnsubscribed(actions);
        } else if (event instanceof MemberEvent.Answered answered && answered.attempt() == open) {
            open = 0;
            onAnswered((ConsumerGroupHeartbeatResponse) answered.response(), nowMs, actions);
        } else if (event instanceof MemberEvent.Unanswered unanswered && unanswered.attempt() == open) {
            open = 0;
            onUnanswered(unanswered.failure(), nowMs, actions);
        } else if (event instanceof MemberEvent.TopicsChanged changed) {
            target.learn(changed.names());
        } else if (event instanceof MemberEvent.HandedOver done && holdings.handedOver(done.turn())) {
            hasNews = true;
        }
        advance(nowMs, actions);
    }

    // -- the application

    private void onSubscribed(MemberEvent.Subscription wanted, long nowMs, Consumer<MemberAction> actions) {
        if (fencedBy != null) {
            actions.accept(new MemberAction.Fail(fencedBy, true)); // the application may not have heard of it
        }
        application.subscribed(nowMs);
        if (!wanted.equals(subscription)) {
            subscription = wanted;
            hasNews = true;
        }
    }

    private void onUnsubscribed(Consumer<MemberAction> actions) {
        leave(actions);
        application.unsubscribed();
        subscription = MemberEvent.Subscription.to(Set.of());
        holdings.clear();
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
        target.clear();
        open = 0;
        heartbeats.forget();
    }

    // -- what has to be done next

    private void advance(long nowMs, Consumer<MemberAction> actions) {
        if (isActive() && application.isLate(nowMs)) {
            leave(actions);
            holdings.lose();
            application.shutOut();
        }
        if (phase == Phase.OUTSIDE && application.wantsIn()) {
            phase = Phase.JOINING;
            nextMs = nowMs;
        }
        if (mayBeat() && (hasNews || nowMs >= nextMs)) {
            beat(nowMs, actions); // first, so that the broker hears of what was given up before more is taken
        }
        if (!holdings.isHandOverOpen()) {
            reconcile(actions);
        }
    }

    private boolean isActive() {
        return phase == Phase.JOINING || phase == Phase.IN;
    }

    /** Joins only with empty hands; the polling thread may still have to give up what was lost. */
    private boolean mayBeat() {
        boolean emptyHands = !holdings.isHandOverOpen() && owned().isEmpty();
        return open == 0 && (phase == Phase.IN || phase == Phase.JOINING && emptyHands);
    }

    private void beat(long nowMs, Consumer<MemberAction> actions) {
        open = ++lastNumber;
        hasNews = false;
        beatAtMs = nowMs;
        nextMs = nowMs + intervalMs;
        actions.accept(new MemberAction.Send(
                open,
                heartbeats.next(identity, subscription, target.byTopicId(holdings.everything())),
                config.requestTimeoutMs()));
    }

    /** One step from what is owned to what should be; what has no name yet waits. */
    private void reconcile(Consumer<MemberAction> actions) {
        if (phase == Phase.OUTSIDE) {
            return; // the application does not poll, or wants nothing
        }
        boolean giveUpAll = phase != Phase.IN || holdings.isLost();
        Set<TopicPartition> wanted = giveUpAll ? Set.of() : target.known(actions);
        Set<TopicPartition> gone = holdings.surplusOver(wanted);
        Set<TopicPartition> added = gone.isEmpty() ? holdings.missingOf(wanted) : Set.of(); // says so first, then takes
        if (gone.isEmpty() && added.isEmpty()) {
            holdings.forgetLoss();
        } else {
            holdings.handOver(gone, added, actions);
        }
    }

    @Override
    public long wakeAtMs() {
        if (!isActive()) {
            return NEVER;
        }
        return mayBeat() ? Math.min(application.lateAtMs(), nextMs) : application.lateAtMs();
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
        if (response.assignment() != null) {
            target.set(response.assignment());
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
                holdings.lose();
                forgetGroup(Phase.JOINING);
                nextMs = nowMs;
            }
            case COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR -> {
                actions.accept(new MemberAction.ForgetCoordinator());
                pause(nowMs);
            }
            case COORDINATOR_LOAD_IN_PROGRESS -> pause(nowMs);
            case UNRELEASED_INSTANCE_ID, FENCED_INSTANCE_ID -> fail(nameTaken(error), actions);
            default -> fail(ClientErrors.of(error, "staying in group '" + config.groupId() + "'", message), actions);
        }
    }

    private FencedException nameTaken(ErrorCode error) {
        return new FencedException(
                error,
                "the name '" + config.instanceId() + "' is another member's",
                "give every member a group.instance.id of its own",
                null);
    }

    private void fail(ClientException failure, Consumer<MemberAction> actions) {
        boolean fenced = failure instanceof FencedException;
        fencedBy = fenced ? failure : null;
        forgetGroup(fenced ? Phase.FENCED : Phase.OUTSIDE);
        application.shutOut();
        holdings.lose();
        actions.accept(new MemberAction.Fail(failure, fenced));
    }
}
