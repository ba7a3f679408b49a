package dev.leat.controller.cluster;

import org.jspecify.annotations.Nullable;

/**
 * A broker that is alive.
 *
 * @param info what it said of itself
 * @param brokerEpoch fresh with every registration and growing over the cluster (KIP-380)
 */
public record BrokerRegistration(BrokerInfo info, long brokerEpoch) {
    public int brokerId() {
        return info.brokerId();
    }

    /** Whether the other one is this very registration: epochs are never given twice. */
    boolean isSame(@Nullable BrokerRegistration other) {
        return other != null && brokerEpoch == other.brokerEpoch && brokerId() == other.brokerId();
    }

    ReplicaEpoch member() {
        return new ReplicaEpoch(info.brokerId(), brokerEpoch);
    }
}
