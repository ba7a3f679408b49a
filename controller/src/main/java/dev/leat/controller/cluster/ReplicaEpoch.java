package dev.leat.controller.cluster;

/**
 * A replica in the state in which one registration of its broker held it: the same broker registered anew is another
 * member (KIP-903).
 */
public record ReplicaEpoch(int brokerId, long brokerEpoch) {}
