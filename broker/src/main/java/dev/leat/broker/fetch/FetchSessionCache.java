package dev.leat.broker.fetch;

import dev.leat.base.Check;
import dev.leat.base.RandomSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of all clients, at most a fixed number. When it is full, a newcomer takes the place of the session that
 * has been unused longest, if that has been idle for long enough; else the newcomer gets none and sends full fetches.
 *
 * <p>Any thread; one lock, held for a map operation or, when full, one look over all sessions.
 */
public final class FetchSessionCache {
    static final int NO_SESSION = 0;

    private final int slots;
    private final long evictionMs;
    private final RandomSource random;
    private final Map<Integer, FetchSession> sessions = new HashMap<>();
    private long evictions;
    private long refusals;

    /**
     * @param slots most sessions kept (max.incremental.fetch.session.cache.slots), 0 for none
     * @param evictionMs idle time after which a session may have to make room, in ms
     */
    public FetchSessionCache(int slots, long evictionMs, RandomSource random) {
        this.slots = Check.atLeast(0, slots, "slots");
        this.evictionMs = Check.atLeast(0, evictionMs, "evictionMs");
        this.random = random;
    }

    synchronized @Nullable FetchSession find(int id) {
        return sessions.get(id);
    }

    /** Makes a session, or gives null if there is no room for one more. */
    synchronized @Nullable FetchSession create(boolean usesTopicIds, long nowMs) {
        if (sessions.size() >= slots && !evictIdlest(nowMs)) {
            refusals++;
            return null;
        }
        int id = unusedId();
        FetchSession session = new FetchSession(id, usesTopicIds, nowMs);
        sessions.put(id, session);
        return session;
    }

    synchronized void remove(int id) {
        sessions.remove(id);
    }

    public synchronized int size() {
        return sessions.size();
    }

    /** How many sessions have had to make room for others. */
    public synchronized long evictions() {
        return evictions;
    }

    /** How many clients got no session because the cache was full of busy ones. */
    public synchronized long refusals() {
        return refusals;
    }

    private boolean evictIdlest(long nowMs) {
        FetchSession idlest = null;
        for (FetchSession session : sessions.values()) {
            if (idlest == null || session.lastUsedMs() < idlest.lastUsedMs()) {
                idlest = session;
            }
        }
        if (idlest == null || nowMs - idlest.lastUsedMs() < evictionMs) {
            return false;
        }
        sessions.remove(idlest.id());
        evictions++;
        return true;
    }

    private int unusedId() {
        int id;
        do {
            id = 1 + random.nextInt(Integer.MAX_VALUE - 1);
        } while (sessions.containsKey(id));
        return id;
    }
}
