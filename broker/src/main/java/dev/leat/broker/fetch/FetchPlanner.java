package dev.leat.broker.fetch;

import dev.leat.base.MonotonicClock;
import dev.leat.broker.metrics.Counters;
import dev.leat.broker.metrics.Limit;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.FetchRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns fetch requests into plans by the rules of incremental fetch sessions (KIP-227). Any thread. */
public final class FetchPlanner {
    private static final int INITIAL_EPOCH = 0; // asks for a new session
    private static final int FINAL_EPOCH = -1; // asks for none, and ends the one named
    private static final int FIRST_VERSION_WITH_TOPIC_IDS = 13;
    private static final byte READ_COMMITTED = 1;

    private final FetchSessionCache sessions;
    private final MonotonicClock clock;
    private final int maxBytesLimit;
    private final Counters<Limit> limits;

    /**
     * @param maxBytesLimit most bytes of one answer whatever the client asks for (fetch.max.bytes)
     */
    public FetchPlanner(FetchSessionCache sessions, MonotonicClock clock, int maxBytesLimit, Counters<Limit> limits) {
        this.sessions = sessions;
        this.clock = clock;
        this.maxBytesLimit = maxBytesLimit;
        this.limits = limits;
    }

    /** A plan, or why there is none. */
    record Planned(@Nullable FetchPlan plan, ErrorCode error) {}

    Planned plan(FetchRequest request, short version) {
        List<FetchTarget> named = targetsOf(request);
        boolean usesTopicIds = version >= FIRST_VERSION_WITH_TOPIC_IDS;
        if (request.sessionEpoch() == FINAL_EPOCH || request.sessionEpoch() == INITIAL_EPOCH) {
            sessions.remove(request.sessionId());
            boolean wanted = request.sessionEpoch() == INITIAL_EPOCH && !named.isEmpty();
            FetchSession fresh = wanted ? sessions.create(usesTopicIds, clock.millis()) : null;
            if (fresh != null) {
                fresh.update(named, List.of());
            } else if (wanted) {
                limits.increment(Limit.FETCH_SESSIONS);
            }
            return planned(request, fresh, false, named);
        }
        return continued(request, usesTopicIds, named);
    }

    private Planned continued(FetchRequest request, boolean usesTopicIds, List<FetchTarget> named) {
        FetchSession session = sessions.find(request.sessionId());
        if (session == null) {
            return new Planned(null, ErrorCode.FETCH_SESSION_ID_NOT_FOUND);
        }
        if (!session.takeEpoch(request.sessionEpoch(), clock.millis())) {
            return new Planned(null, ErrorCode.INVALID_FETCH_SESSION_EPOCH);
        }
        if (session.usesTopicIds() != usesTopicIds) {
            return new Planned(null, ErrorCode.FETCH_SESSION_TOPIC_ID_ERROR);
        }
        session.update(named, forgottenIn(request));
        return planned(request, session, true, session.targets());
    }

    private Planned planned(
            FetchRequest request, @Nullable FetchSession session, boolean incremental, List<FetchTarget> targets) {
        FetchPlan plan = new FetchPlan(
                session,
                incremental,
                targets,
                Math.max(0, request.maxWaitMs()),
                request.minBytes(),
                Math.min(Math.max(0, request.maxBytes()), maxBytesLimit),
                request.maxBytes() > maxBytesLimit,
                request.isolationLevel() == READ_COMMITTED);
        return new Planned(plan, ErrorCode.NONE);
    }

    private static List<FetchTarget> targetsOf(FetchRequest request) {
        List<FetchTarget> targets = new ArrayList<>();
        for (FetchRequest.FetchTopic topic : request.topics()) {
            for (FetchRequest.FetchPartition wanted : topic.partitions()) {
                targets.add(new FetchTarget(
                        new FetchKey(topic.topic(), topic.topicId(), wanted.partition()),
                        wanted.fetchOffset(),
                        wanted.partitionMaxBytes(),
                        wanted.currentLeaderEpoch(),
                        wanted.lastFetchedEpoch()));
            }
        }
        return targets;
    }

    private static List<FetchKey> forgottenIn(FetchRequest request) {
        List<FetchKey> forgotten = new ArrayList<>();
        for (FetchRequest.ForgottenTopic topic : request.forgottenTopicsData()) {
            for (int partition : topic.partitions()) {
                forgotten.add(new FetchKey(topic.topic(), topic.topicId(), partition));
            }
        }
        return forgotten;
    }
}
