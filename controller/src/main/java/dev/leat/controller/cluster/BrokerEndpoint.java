package dev.leat.controller.cluster;

import dev.leat.base.Check;

/**
 * Where clients reach a broker.
 *
 * @param listener the listener's name, {@code PLAINTEXT} for example
 * @param securityProtocol Kafka's name of the protocol spoken there
 * @param host name or address as told to clients
 * @param port 1 to 65535
 */
public record BrokerEndpoint(String listener, String securityProtocol, String host, int port) {
    public BrokerEndpoint {
        Check.that(port > 0 && port <= 0xFFFF, "a port lies between 1 and 65535, but is " + port);
    }
}
