package dev.leat.broker.fetch;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The partitions that one client fetches again and again, so that it need not name them each time (KIP-227).
 *
 * <p>Any thread: a client should use it from one connection, but nothing stops it from using two.
 */
final class FetchSession {
    private final int id;
    private final boolean usesTopicIds;
    private final Map<FetchKey, SessionPartition> partitions = new LinkedHashMap<>();
    private int nextEpoch = 1;
    private long lastUsedMs;

    FetchSession(int id, boolean usesTopicIds, long nowMs) {
        this.id = id;
        this.usesTopicIds = usesTopicIds;
        this.lastUsedMs = nowMs;
    }

    int id() {
        return id;
    }

    boolean usesTopicIds() {
        return usesTopicIds;
    }

    synchronized int size() {
        return partitions.size();
    }

    synchronized long lastUsedMs() {
        return lastUsedMs;
    }

    /**
     * Notes a request with {@code epoch}, which must be the one after the request before; after the largest comes 1.
     *
     * @return false if the epoch is not that one: client and broker no longer mean the same session
     */
    synchronized boolean takeEpoch(int epoch, long nowMs) {
        if (epoch != nextEpoch) {
            return false;
        }
        nextEpoch = epoch == Integer.MAX_VALUE ? 1 : epoch + 1;
        lastUsedMs = nowMs;
        return true;
    }

    /** Adds and changes what the client named, drops what it forgot. */
    synchronized void update(Collection<FetchTarget> named, Collection<FetchKey> forgotten) {
        for (FetchTarget target : named) {
            SessionPartition known = partitions.get(target.key());
            if (known == null) {
                partitions.put(target.key(), new SessionPartition(target));
            } else {
                known.retarget(target);
            }
        }
        forgotten.forEach(partitions::remove);
    }

    /** What this session fetches, least recently served first. */
    synchronized List<FetchTarget> targets() {
        return partitions.values().stream().map(SessionPartition::target).toList();
    }

    /**
     * Decides whether {@code result} must be told to the client, and remembers what it then knows. A partition that
     * gave data goes to the end of the line, so that a small response limit starves none.
     */
    synchronized boolean mustReport(FetchResult result) {
        SessionPartition partition = partitions.get(result.key());
        if (partition == null) {
            return true;
        }
        boolean report = partition.mustReport(result);
        if (result.hasRecords()) {
            partitions.remove(result.key());
            partitions.put(result.key(), partition);
        }
        return report;
    }
}
