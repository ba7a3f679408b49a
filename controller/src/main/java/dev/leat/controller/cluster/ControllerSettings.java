package dev.leat.controller.cluster;

import dev.leat.base.Check;
import dev.leat.protocol.model.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the controller and its driver.
 *
 * @param root path in the store below which everything lies, {@code /leat} for example; {@code /} is not allowed
 * @param brokerId this broker
 * @param directoryId identity of its locked data directory, see {@link BrokerInfo#directoryId()}
 * @param expectedClusterId the cluster that the data directory belongs to, or null when it belongs to none yet: a
 *     store that holds another cluster, or none any more, is refused
 * @param topics defaults for new topics and elections
 * @param requestTimeoutMs longest time a request waits for the store, in ms, at least 1
 * @param maxQueuedItems items of requests that may wait; more are refused
 */
public record ControllerSettings(
        String root,
        int brokerId,
        Uuid directoryId,
        @Nullable Uuid expectedClusterId,
        TopicDefaults topics,
        int requestTimeoutMs,
        int maxQueuedItems) {
    public static final String DEFAULT_ROOT = "/leat";

    public ControllerSettings {
        Check.that(root.length() > 1 && root.startsWith("/") && !root.endsWith("/"), "not a usable root: " + root);
        Check.atLeast(0, brokerId, "brokerId");
        Check.atLeast(1, requestTimeoutMs, "requestTimeoutMs");
        Check.atLeast(1, maxQueuedItems, "maxQueuedItems");
    }

    /** The settings of a broker with all else at its default. */
    public static ControllerSettings of(
            int brokerId, Uuid directoryId, @Nullable Uuid expectedClusterId, TopicDefaults topics) {
        return new ControllerSettings(DEFAULT_ROOT, brokerId, directoryId, expectedClusterId, topics, 30_000, 100_000);
    }
}
