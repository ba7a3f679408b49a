package dev.leat.consumer.group;

import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.consumer.group.MemberAction.Identity;
import dev.leat.consumer.group.assignor.Assignor;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.HeartbeatResponse;
import dev.leat.protocol.message.JoinGroupResponse;
import dev.leat.protocol.message.SyncGroupResponse;
import dev.leat.protocol.model.TopicPartition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A classic member's talk with its coordinator: joining step by step, as leader or not, and heartbeats beside it. Keeps the
 * name under which the member is known; what answers mean for its partitions it leaves to the member.
 */
final class CoordinatorTalk {
    private enum Step {
        /** Nothing is asked, but for heartbeats. */
        NONE,
        JOINING,
        /** Leads, and asks what partitions there are. */
        LEARNING,
        SYNCING
    }

    private final MemberConfig config;
    private final List<Assignor> assignors;
    private final ClassicRequests requests;
    private final HeartbeatClock heartbeats;

    private Identity identity = Identity.NONE;
    private @Nullable Generation generation;
    private Step step = Step.NONE;
    private int open; // number of what the step asks
    private int lastNumber;

    CoordinatorTalk(MemberConfig config, List<Assignor> assignors) {
        this.config = config;
        this.assignors = assignors;
        this.requests = new ClassicRequests(config);
        this.heartbeats = new HeartbeatClock(config.heartbeatIntervalMs(), config.sessionTimeoutMs());
    }

    Identity identity() {
        return identity;
    }

    boolean isIn() {
        return identity.epoch() >= 0;
    }

    /** Whether an answer is waited for, other than a heartbeat's. */
    boolean isUnderWay() {
        return step != Step.NONE;
    }

    /** An answer that is still on its way comes too late; heartbeats go on. */
    void breakOff() {
        step = Step.NONE;
        open = 0;
    }

    /** The member is not known under its name any more, or wants to be forgotten. */
    void forgetGroup() {
        breakOff();
        forgetGeneration(Identity.NONE);
        heartbeats.forget();
    }

    private void forgetGeneration(Identity left) {
        identity = left;
        generation = null;
    }

    /** Static members do not say good-bye: they come back under their name before the session is over (KIP-345). */
    void leave(String reason, Consumer<MemberAction> actions) {
        if (!identity.memberId().isEmpty() && config.instanceId() == null) {
            actions.accept(new MemberAction.Leave(identity.memberId(), null, reason));
        }
        forgetGroup();
    }

    // -- joining

    /** Asks to be in the next generation; the first {@link Reply} that is something tells what came of it. */
    void join(Set<String> topics, Set<TopicPartition> owned, String reason, Consumer<MemberAction> actions) {
        heartbeats.forget();
        send(Step.JOINING, requests.join(identity, assignors, topics, owned, reason), actions);
    }

    private void send(Step next, ApiRequest request, Consumer<MemberAction> actions) {
        begin(next);
        actions.accept(new MemberAction.Send(open, request, requests.rebalanceTimeoutMs()));
    }

    private void begin(Step next) {
        step = next;
        open = ++lastNumber;
    }

    private Reply joined(JoinGroupResponse joined, long nowMs, Consumer<MemberAction> actions) {
        if (joined.errorCode() == ErrorCode.MEMBER_ID_REQUIRED.code()) {
            identity = new Identity(identity.epoch(), joined.memberId());
            return new Reply.Named();
        }
        if (joined.errorCode() != ErrorCode.NONE.code()) {
            return judge(joined.errorCode(), "joining", actions);
        }
        identity = new Identity(joined.generationId(), joined.memberId());
        heartbeats.start(nowMs);
        Generation agreed = Generation.of(joined, assignors, config.groupId());
        generation = agreed;
        if (agreed.leadership() == null) {
            sync(agreed, Map.of(), actions);
        } else {
            begin(Step.LEARNING);
            actions.accept(
                    new MemberAction.LearnTopics(open, agreed.leadership().topics()));
        }
        return new Reply.Nothing();
    }

    /** The leader knows now which partitions there are. */
    void on(MemberEvent.TopicsLearnt learnt, Consumer<MemberAction> actions) {
        Generation led = generation;
        if (learnt.attempt() == open && led != null && led.leadership() != null) {
            sync(led, led.leadership().decide(learnt.partitionCounts()), actions);
        }
    }

    private void sync(Generation agreed, Map<String, List<TopicPartition>> decision, Consumer<MemberAction> actions) {
        send(Step.SYNCING, requests.sync(identity, agreed.assignor().name(), decision), actions);
    }

    private Reply synced(SyncGroupResponse synced, Consumer<MemberAction> actions) {
        if (synced.errorCode() != ErrorCode.NONE.code()) {
            return judge(synced.errorCode(), "taking part in", actions);
        }
        Set<TopicPartition> assigned = ConsumerProtocol.partitions(synced.assignment());
        if (generation != null) {
            generation.assignor().onAssignment(assigned, identity.epoch());
        }
        return new Reply.Assigned(assigned);
    }

    /** Whether this member leads and has decided for other partitions than there are now. */
    boolean isOutdatedBy(Map<String, Integer> partitionCounts) {
        Leadership leadership = generation == null ? null : generation.leadership();
        return leadership != null && step != Step.LEARNING && leadership.isOutdatedBy(partitionCounts);
    }

    // -- heartbeats

    /** Sends a heartbeat if it is time for one. */
    void beat(long nowMs, Consumer<MemberAction> actions) {
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
        return isIn() && step != Step.JOINING;
    }

    /** When to call {@link #beat} next, in ms; {@link GroupMember#NEVER} if not at all. */
    long nextBeatMs() {
        return beats() ? heartbeats.nextMs() : GroupMember.NEVER;
    }

    // -- answers

    Reply on(MemberEvent.Answered answered, long nowMs, Consumer<MemberAction> actions) {
        try {
            if (answered.response() instanceof HeartbeatResponse heartbeat) {
                return heartbeats.answered(answered.attempt(), nowMs)
                        ? judge(heartbeat.errorCode(), "staying in", actions)
                        : new Reply.Nothing();
            }
            return answered.attempt() == open ? onStep(answered, nowMs, actions) : new Reply.Nothing();
        } catch (ClientException foreign) {
            return new Reply.Failed(foreign);
        }
    }

    private Reply onStep(MemberEvent.Answered answered, long nowMs, Consumer<MemberAction> actions) {
        breakOff();
        heartbeats.heard(nowMs);
        if (answered.response() instanceof JoinGroupResponse joined) {
            return joined(joined, nowMs, actions);
        }
        return synced((SyncGroupResponse) answered.response(), actions);
    }

    Reply on(MemberEvent.Unanswered unanswered, long nowMs) {
        if (!heartbeats.unanswered(unanswered.attempt(), nowMs, config.heartbeatIntervalMs())) {
            if (unanswered.attempt() != open) {
                return new Reply.Nothing();
            }
            breakOff();
        }
        boolean passes = unanswered.failure() instanceof RetriableException;
        return passes ? new Reply.Nothing() : new Reply.Failed(unanswered.failure());
    }

    private Reply judge(short error, String doing, Consumer<MemberAction> actions) {
        Reply reply = Reply.of(ErrorCode.of(error), doing, config.groupId());
        if (reply instanceof Reply.Lost lost) {
            forgetGeneration(lost.isNamed() ? new Identity(-1, identity.memberId()) : Identity.NONE);
        } else if (reply instanceof Reply.Moved) {
            actions.accept(new MemberAction.ForgetCoordinator());
        }
        return reply;
    }
}
