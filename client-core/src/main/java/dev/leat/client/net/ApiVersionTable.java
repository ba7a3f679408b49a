package dev.leat.client.net;

import dev.leat.client.error.ClientException;
import dev.leat.protocol.message.ApiKey;
import java.util.EnumMap;
import java.util.Map;

/** Which versions of each request the broker at the other end accepts. Immutable. */
public final class ApiVersionTable {
    private final String peer;
    private final Map<ApiKey, Range> served;
    private final Map<String, Short> finalizedLevels;

    ApiVersionTable(String peer, Map<ApiKey, Range> served, Map<String, Short> finalizedLevels) {
        this.peer = peer;
        this.finalizedLevels = Map.copyOf(finalizedLevels);
        this.served = served.isEmpty() ? Map.of() : new EnumMap<>(served);
    }

    /** From {@code lowest} to {@code highest}, both inclusive. */
    public record Range(short lowest, short highest) {}

    /** The level of a feature that the whole cluster has agreed on (KIP-584), such as transaction.version; 0 if none. */
    public short finalizedLevel(String feature) {
        return finalizedLevels.getOrDefault(feature, (short) 0);
    }

    /** Whether some version of {@code api} can be used. */
    public boolean offers(ApiKey api) {
        return offers(api, 0);
    }

    /** Whether {@code version} of {@code api}, or a later one, can be used. */
    boolean offers(ApiKey api, int version) {
        return highestCommon(api, Short.MAX_VALUE) >= version;
    }

    /**
     * The highest version that both sides speak.
     *
     * @param limit highest version that the caller can use, inclusive
     * @throws ClientException fatal, if there is none
     */
    public short choose(ApiKey api, short limit) {
        int version = highestCommon(api, limit);
        if (version < 0) {
            throw Failures.noCommonVersion(peer, api);
        }
        return (short) version;
    }

    private int highestCommon(ApiKey api, short limit) {
        Range range = served.get(api);
        if (range == null) {
            return -1;
        }
        int highest = Math.min(Math.min(range.highest, api.latestStableVersion()), limit);
        int lowest = Math.max(range.lowest, api.oldestVersion());
        return highest >= lowest ? highest : -1;
    }
}
