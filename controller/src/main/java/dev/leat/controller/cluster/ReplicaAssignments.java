package dev.leat.controller.cluster;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks assignments of replicas that a client made by hand. */
final class ReplicaAssignments {
    private ReplicaAssignments() {}

    /** What is wrong with the assignment of a new topic, for people, or null. */
    static @Nullable String illegality(Map<Integer, List<Integer>> assignments, Map<Integer, BrokerRegistration> live) {
        List<Integer> first = assignments.get(0);
        if (first == null) {
            return "The assignment names no partition 0";
        }
        for (int partition = 0; partition < assignments.size(); partition++) {
            List<Integer> replicas = assignments.get(partition);
            if (replicas == null) {
                return "Partitions are to be numbered without gaps from 0, but there is no partition " + partition;
            }
            String wrong = illegality(partition, replicas, first.size(), live);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    /** What is wrong with the replicas of one partition, for people, or null. */
    static @Nullable String illegality(
            int partition, List<Integer> replicas, int replicationFactor, Map<Integer, BrokerRegistration> live) {
        if (replicas.isEmpty()) {
            return "Partition " + partition + " is assigned to no broker";
        }
        if (replicas.size() != replicationFactor) {
            return "Partition " + partition + " has " + replicas.size() + " replicas where the others have "
                    + replicationFactor;
        }
        if (new HashSet<>(replicas).size() != replicas.size()) {
            return "Partition " + partition + " is assigned twice to the same broker: " + replicas;
        }
        for (int broker : replicas) {
            if (!live.containsKey(broker)) {
                return "Partition " + partition + " is assigned to broker " + broker + ", which is not registered";
            }
        }
        return null;
    }
}
