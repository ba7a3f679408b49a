package dev.leat.controller.cluster;

import dev.leat.base.Check;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What holds where a topic says nothing.
 *
 * @param partitions {@code num.partitions}, at least 1
 * @param replicationFactor {@code default.replication.factor}, at least 1
 * @param minInsyncReplicas {@code min.insync.replicas}, at least 1
 * @param uncleanElection {@code unclean.leader.election.enable}
 */
public record TopicDefaults(int partitions, int replicationFactor, int minInsyncReplicas, boolean uncleanElection) {
    public static final TopicDefaults KAFKA = new TopicDefaults(1, 1, 1, false);

    public TopicDefaults {
        Check.atLeast(1, partitions, "partitions");
        Check.atLeast(1, replicationFactor, "replicationFactor");
        Check.atLeast(1, minInsyncReplicas, "minInsyncReplicas");
    }

    /** What keeps the controller from reading these settings, for people, or null; all others are the caller's to check. */
    static @Nullable String illegality(Map<String, String> configs) {
        String minInsync = configs.get("min.insync.replicas");
        boolean legal = minInsync == null || minInsync.trim().matches("[1-9][0-9]{0,8}");
        return legal ? null : "min.insync.replicas must be a number from 1 on, but is '" + minInsync + "'";
    }

    /** The topic's min.insync.replicas, but never more than it has replicas. */
    int minInsyncReplicas(Map<String, String> configs, int replicas) {
        String set = configs.get("min.insync.replicas");
        return Math.min(set == null ? minInsyncReplicas : Integer.parseInt(set.trim()), replicas);
    }

    boolean uncleanElection(Map<String, String> configs) {
        String set = configs.get("unclean.leader.election.enable");
        return set == null ? uncleanElection : Boolean.parseBoolean(set.trim());
    }
}
