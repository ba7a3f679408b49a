package dev.leat.controller.cluster;

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

    ReplicaEpoch member() {
        return new ReplicaEpoch(info.brokerId(), brokerEpoch);
    }
}
