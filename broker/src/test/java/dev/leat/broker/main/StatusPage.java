package dev.leat.broker.main;

import dev.leat.broker.request.ApiHandler;
import dev.leat.protocol.message.ApiKey;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the part of docs/STATUS.md that says which APIs are served: from the handlers, so that it cannot be wrong. */
final class StatusPage {
    static final String BEGIN = "<!-- generated from the handlers: begin -->\n";
    static final String END = "<!-- generated from the handlers: end -->\n";

    /** Apache Kafka's KRaft internals, which have no counterpart where ZooKeeper coordinates. */
    private static final Set<ApiKey> NEVER = EnumSet.of(
            ApiKey.VOTE,
            ApiKey.BEGIN_QUORUM_EPOCH,
            ApiKey.END_QUORUM_EPOCH,
            ApiKey.ALTER_PARTITION,
            ApiKey.ENVELOPE,
            ApiKey.FETCH_SNAPSHOT,
            ApiKey.BROKER_REGISTRATION,
            ApiKey.BROKER_HEARTBEAT,
            ApiKey.ALLOCATE_PRODUCER_IDS,
            ApiKey.CONTROLLER_REGISTRATION,
            ApiKey.ASSIGN_REPLICAS_TO_DIRS,
            ApiKey.ADD_RAFT_VOTER,
            ApiKey.REMOVE_RAFT_VOTER,
            ApiKey.UPDATE_RAFT_VOTER,
            ApiKey.UNREGISTER_CONTROLLER);

    private StatusPage() {}

    static String table(List<ApiHandler<?>> handlers) {
        Map<ApiKey, ApiHandler<?>> served = new EnumMap<>(ApiKey.class);
        handlers.forEach(handler -> served.put(handler.key(), handler));
        String counts = "Of Kafka 4.4's " + ApiKey.values().length + " API keys Leat serves " + served.size() + ".\n\n";
        return counts + "| Key | API | Kafka 4.4 | Leat | |\n|--:|---|---|---|---|\n"
                + List.of(ApiKey.values()).stream()
                        .map(key -> row(key, served.get(key)))
                        .collect(Collectors.joining());
    }

    private static String row(ApiKey key, @org.jspecify.annotations.Nullable ApiHandler<?> handler) {
        String kafka = key.isRetired() ? "removed" : key.oldestVersion() + "–" + key.latestStableVersion();
        String leat = handler == null ? "" : handler.oldestVersion() + "–" + handler.latestVersion();
        return "| " + key.id() + " | " + key + " | " + kafka + " | " + leat + " | " + state(key, handler != null)
                + " |\n";
    }

    private static String state(ApiKey key, boolean served) {
        if (served) {
            return "served";
        }
        if (key.isRetired()) {
            return "never: removed from Kafka";
        }
        return NEVER.contains(key) ? "never: KRaft internal" : "not yet";
    }
}
