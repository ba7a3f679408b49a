package dev.leat.controller.group;

import dev.leat.controller.group.TimerQueue.Timer;
import dev.leat.protocol.error.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of one coordinator share while an event is handled: its time, where effects go, the timers and the
 * appends on their way.
 */
final class Turn {
    private static final Moment BEFORE_ALL = new Moment(0, 0);

    private final GroupConfig config;
    private final TimerQueue timers = new TimerQueue();
    private final PendingAppends appends = new PendingAppends();
    private Moment now = BEFORE_ALL;
    private @Nullable EffectSink sink;
    private int leaderEpoch = -1;

    Turn(GroupConfig config) {
        this.config = config;
    }

    void begin(Moment eventTime, EffectSink eventSink) {
        now = eventTime;
        sink = eventSink;
    }

    void lead(int epoch) {
        leaderEpoch = epoch;
    }

    GroupConfig config() {
        return config;
    }

    int leaderEpoch() {
        return leaderEpoch;
    }

    long nowMs() {
        return now.monotonicMs();
    }

    long wallMs() {
        return now.wallMs();
    }

    PendingAppends appends() {
        return appends;
    }

    TimerQueue timers() {
        return timers;
    }

    Timer timer(Runnable action) {
        return timers.timer(action);
    }

    <R extends GroupReply> void reply(GroupRequest<R> request, R reply) {
        sink().reply(request.replyTo(), reply);
    }

    <R extends GroupReply> void fail(GroupRequest<R> request, ErrorCode error) {
        reply(request, request.failed(error));
    }

    /** Appends records of {@code group}, which is not forgotten before {@code outcome} has been told. */
    void append(Group group, List<StoredRecord> records, PendingAppends.Outcome outcome) {
        group.appendBegins();
        long id = appends.add(nowMs() + config.commitTimeoutMs(), new Counted(group, outcome));
        sink().append(id, leaderEpoch, records);
    }

    void turnAway(GroupRequest.Join join, GroupLimit limit) {
        sink().turnedAway(limit);
        reply(join, GroupReply.JoinReply.failed(ErrorCode.GROUP_MAX_SIZE_REACHED, ""));
    }

    void transition(Group group, GroupState to, String reason) {
        GroupState from = group.state();
        group.become(to, wallMs());
        sink().transitioned(group.id(), group.generationId(), from, to, reason);
    }

    private EffectSink sink() {
        if (sink == null) {
            throw new IllegalStateException("no event is being handled");
        }
        return sink;
    }

    private record Counted(Group group, PendingAppends.Outcome outcome) implements PendingAppends.Outcome {
        @Override
        public void committed() {
            group.appendEnds();
            outcome.committed();
        }

        @Override
        public void failed(ErrorCode error) {
            group.appendEnds();
            outcome.failed(error);
        }

        @Override
        public void undecided(ErrorCode error) {
            outcome.undecided(error);
        }
    }
}
