package dev.leat.client.metadata;

import dev.leat.client.retry.Backoff;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * When to ask for which topics: many requests become one question, there is one question at a time, and a topic that
 * got no good answer is asked for again after a pause that grows. A topic asked for the first time does not wait for
 * the pauses of others.
 *
 * <p>Pure; owned by the client's event loop.
 */
final class RefreshSchedule {
    /** What {@link #dueAtMs} gives when there is nothing to ask. */
    static final long NEVER = Long.MAX_VALUE;

    private final Backoff backoff;
    private final Map<String, Wanted> wanted = new HashMap<>();
    private final Map<String, Past> asked = new HashMap<>();
    private final long maxAgeMs;
    private boolean inFlight;

    /** @param maxAgeMs a topic in use is asked for again after this time, in ms (metadata.max.age.ms) */
    RefreshSchedule(Backoff backoff, long maxAgeMs) {
        this.backoff = backoff;
        this.maxAgeMs = maxAgeMs;
    }

    /** A topic to ask for, not before {@code dueAtMs}. */
    private record Wanted(long dueAtMs) {}

    /** How a topic was last asked for: when, and how many times in a row without a good answer. */
    private record Past(long atMs, int failures) {}

    /** Somebody needs to know more of {@code topics}. */
    void want(Collection<String> topics, long nowMs) {
        for (String topic : topics) {
            Past past = asked.get(topic);
            long dueAtMs = past == null ? nowMs : past.atMs + backoff.pauseMs(Math.max(1, past.failures));
            wanted.putIfAbsent(topic, new Wanted(Math.max(nowMs, dueAtMs)));
        }
    }

    /** When to call {@link #next}; {@link #NEVER} while there is nothing to ask or a question is open. */
    long dueAtMs() {
        if (inFlight) {
            return NEVER;
        }
        long dueMs = NEVER;
        for (Wanted topic : wanted.values()) {
            dueMs = Math.min(dueMs, topic.dueAtMs);
        }
        for (Past topic : asked.values()) {
            dueMs = Math.min(dueMs, topic.atMs + maxAgeMs);
        }
        return dueMs;
    }

    /** Begins a question for every topic that is due; empty if there is none. */
    Set<String> next(long nowMs) {
        if (dueAtMs() > nowMs) {
            return Set.of();
        }
        Set<String> due = new HashSet<>();
        wanted.forEach((topic, when) -> {
            if (when.dueAtMs <= nowMs) {
                due.add(topic);
            }
        });
        asked.forEach((topic, past) -> {
            if (past.atMs + maxAgeMs <= nowMs) {
                due.add(topic);
            }
        });
        due.forEach(wanted::remove);
        inFlight = true;
        return due;
    }

    /** Nobody uses {@code topics} any more. */
    void drop(Collection<String> topics) {
        topics.forEach(wanted::remove);
        topics.forEach(asked::remove);
    }

    /** The open question for {@code topics} was answered, well for {@code good} ones. */
    void answered(Set<String> topics, Set<String> good, long nowMs) {
        inFlight = false;
        for (String topic : topics) {
            boolean well = good.contains(topic);
            asked.compute(topic, (name, past) -> new Past(nowMs, well ? 0 : past == null ? 1 : past.failures + 1));
        }
    }

    /** Nobody answered the open question: the topics are still wanted. */
    void failed(Set<String> topics, long nowMs) {
        answered(topics, Set.of(), nowMs);
        want(topics, nowMs);
    }
}
