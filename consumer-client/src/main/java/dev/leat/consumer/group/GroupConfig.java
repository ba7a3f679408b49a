package dev.leat.consumer.group;

import dev.leat.client.error.MisuseException;
import dev.leat.consumer.OffsetStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a member behaves in its group. Names in brackets are Kafka's.
 *
 * @param groupId empty for a consumer without a group (group.id)
 * @param instanceId name of a static member, else null (group.instance.id, KIP-345)
 * @param consumerProtocol whether the broker assigns (group.protocol=consumer, KIP-848), or a member does (classic)
 * @param assignors names of assignors, the preferred one first (partition.assignment.strategy)
 * @param remoteAssignor the broker's assignor to use, null for its own choice (group.remote.assignor)
 * @param sessionTimeoutMs silence after which the group goes on without this member, in ms (session.timeout.ms)
 * @param heartbeatIntervalMs time between signs of life, in ms (heartbeat.interval.ms)
 * @param maxPollIntervalMs time between polls after which this member gives up its partitions (max.poll.interval.ms)
 * @param autoCommit whether positions are committed without being asked to (enable.auto.commit)
 * @param autoCommitIntervalMs time between such commits, in ms (auto.commit.interval.ms)
 * @param offsetStore keeps progress instead of the group; null for the group (offset.store)
 */
public record GroupConfig(
        String groupId,
        @Nullable String instanceId,
        boolean consumerProtocol,
        List<String> assignors,
        @Nullable String remoteAssignor,
        int sessionTimeoutMs,
        int heartbeatIntervalMs,
        int maxPollIntervalMs,
        boolean autoCommit,
        int autoCommitIntervalMs,
        @Nullable OffsetStore offsetStore) {
    public GroupConfig {
        assignors = List.copyOf(assignors);
    }

    void requireGroup() {
        if (groupId.isEmpty()) {
            throw new MisuseException("this consumer belongs to no group", "set group.id");
        }
    }

    /** Kafka's defaults for the group {@code groupId}. */
    public static GroupConfig defaults(String groupId) {
        return new GroupConfig(
                groupId,
                null,
                false,
                List.of("range", "cooperative-sticky"),
                null,
                45_000,
                3_000,
                300_000,
                true,
                5_000,
                null);
    }
}
