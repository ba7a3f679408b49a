package dev.leat.consumer.group;

import org.jspecify.annotations.Nullable;

/**
 * What a member's rules need to know. Names in brackets are Kafka's.
 *
 * @param groupId never empty (group.id)
 * @param instanceId name of a static member, else null (group.instance.id)
 * @param rackId where it runs, else null (client.rack)
 * @param remoteAssignor the broker's assignor to use, null for its own choice (group.remote.assignor)
 * @param sessionTimeoutMs silence after which the group goes on without this member (session.timeout.ms)
 * @param heartbeatIntervalMs time between signs of life (heartbeat.interval.ms)
 * @param maxPollIntervalMs time between polls after which the member leaves (max.poll.interval.ms)
 * @param requestTimeoutMs longest wait for answers that the broker does not hold back (request.timeout.ms)
 */
record MemberConfig(
        String groupId,
        @Nullable String instanceId,
        @Nullable String rackId,
        @Nullable String remoteAssignor,
        int sessionTimeoutMs,
        int heartbeatIntervalMs,
        int maxPollIntervalMs,
        int requestTimeoutMs) {
    static MemberConfig of(GroupConfig config, @Nullable String rackId, int requestTimeoutMs) {
        return new MemberConfig(
                config.groupId(),
                config.instanceId(),
                rackId,
                config.remoteAssignor(),
                config.sessionTimeoutMs(),
                config.heartbeatIntervalMs(),
                config.maxPollIntervalMs(),
                requestTimeoutMs);
    }
}
