package dev.leat.client.net;

/**
 * Who is to answer at an address; a broker that is not the one refuses the connection (KIP-1242), if it knows of that.
 *
 * @param clusterId of the cluster
 * @param nodeId of the broker in it
 */
public record ExpectedBroker(String clusterId, int nodeId) {}
