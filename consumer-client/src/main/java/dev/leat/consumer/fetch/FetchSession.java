package dev.leat.consumer.fetch;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The client's half of an incremental fetch session with one broker (KIP-227): both sides remember what is fetched, and a
 * request names only what changed. Pure; one request at a time.
 */
final class FetchSession {
    static final int NO_SESSION = 0;
    private static final int FIRST_EPOCH = 0;
    private static final int FINAL_EPOCH = -1;

    private int id = NO_SESSION;
    private int epoch = FIRST_EPOCH;
    private Map<TopicPartition, Wanted> told = new LinkedHashMap<>();
    private final Map<Uuid, String> names = new HashMap<>();
    private boolean byIds;

    /**
     * How one partition is to be fetched.
     *
     * @param topicId {@link Uuid#ZERO} if the cluster has no ids
     * @param leaderEpoch -1 if not known
     * @param lastFetchedEpoch -1 if not known
     */
    record Wanted(Uuid topicId, long offset, int leaderEpoch, int lastFetchedEpoch, int maxBytes) {}

    /** A partition that the broker shall leave out from now on. */
    record Forgotten(TopicPartition partition, Uuid topicId) {}

    /**
     * What the next request says.
     *
     * @param byIds whether every topic, told now or before, has an id, which Fetch from 13 on needs
     * @param send new or changed partitions; all of them in a request that begins a session
     */
    record Plan(int sessionId, int epoch, boolean byIds, Map<TopicPartition, Wanted> send, List<Forgotten> forget) {}

    /** The request that makes the broker fetch exactly {@code wanted}. */
    Plan plan(Map<TopicPartition, Wanted> wanted) {
        boolean ids = wanted.values().stream().noneMatch(each -> each.topicId.isZero());
        if (ids != byIds) {
            epoch = FIRST_EPOCH; // a session goes by ids or by names
            byIds = ids;
        }
        Map<TopicPartition, Wanted> before = epoch == FIRST_EPOCH ? Map.of() : told;
        Map<TopicPartition, Wanted> send = new LinkedHashMap<>();
        List<Forgotten> forget = new ArrayList<>();
        wanted.forEach((partition, each) -> {
            Wanted known = before.get(partition);
            if (!each.equals(known)) {
                send.put(partition, each);
            }
            if (known != null && !known.topicId.equals(each.topicId)) { // the topic was deleted and created again
                forget.add(new Forgotten(partition, known.topicId));
            }
        });
        before.forEach((partition, known) -> {
            if (!wanted.containsKey(partition)) {
                forget.add(new Forgotten(partition, known.topicId));
            }
        });
        told = new LinkedHashMap<>(wanted);
        names.clear();
        wanted.forEach((partition, each) -> names.put(each.topicId, partition.topic()));
        return new Plan(id, epoch, byIds, send, forget);
    }

    /** The partition that an answer means by a topic's id, or by its name from brokers without ids; null if unasked. */
    @Nullable
    TopicPartition partition(String topic, Uuid topicId, int partition) {
        String name = topicId.isZero() ? topic : names.get(topicId);
        return name == null ? null : new TopicPartition(name, partition);
    }

    /** How the broker was told to fetch {@code partition}; null if it was not, or not any more. */
    @Nullable
    Wanted told(TopicPartition partition) {
        return told.get(partition);
    }

    /** The last request was answered without an error for the session as a whole. */
    void onAnswer(int sessionId) {
        id = sessionId;
        if (sessionId == NO_SESSION) { // the broker keeps none, or not any more
            epoch = FIRST_EPOCH;
        } else {
            epoch = epoch == Integer.MAX_VALUE ? 1 : epoch + 1;
        }
    }

    /** The last request was refused as a whole. */
    void onError(ErrorCode error) {
        epoch = FIRST_EPOCH;
        if (error == ErrorCode.FETCH_SESSION_ID_NOT_FOUND) {
            id = NO_SESSION;
        }
    }

    /** The last request may or may not have arrived. */
    void onFailure() {
        epoch = FIRST_EPOCH; // with the old id, so that the broker ends that session
    }

    /** The request that ends the session; null if there is none. */
    @Nullable
    Plan farewell() {
        if (id == NO_SESSION) {
            return null;
        }
        Plan last = new Plan(id, FINAL_EPOCH, byIds, Map.of(), List.of());
        id = NO_SESSION;
        epoch = FIRST_EPOCH;
        return last;
    }
}
