package dev.leat.controller.cluster;

/**
 * A replica in the state in which one registration of its broker held it: the same broker registered anew is another
 * member (KIP-903).
 */
public record ReplicaEpoch(int brokerId, long brokerEpoch) {
    /** Written out, as the generated one costs the start of every process 60 ms. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ReplicaEpoch member && brokerId == member.brokerId && brokerEpoch == member.brokerEpoch;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(brokerEpoch) * 31 + brokerId;
    }
}
