package dev.leat.broker.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Listeners, threads and sockets.
 *
 * @param listeners          where to listen, at least one
 * @param advertised         what clients are told, by listener name; a listener that is not in here is told as it is
 *                           bound
 * @param networkThreads     event loops, at least 1
 * @param laneThreads        lanes, which own partitions, at least 1
 * @param sendBufferBytes    SO_SNDBUF, -1 to leave it to the system
 * @param receiveBufferBytes SO_RCVBUF, -1 to leave it to the system
 * @param backlog            connections that may wait to be accepted, at least 1
 * @param maxIdleMs          a connection silent for this long is closed, in ms; -1 for never
 */
public record NetworkConfig(
        List<Listener> listeners,
        List<Listener> advertised,
        int networkThreads,
        int laneThreads,
        int sendBufferBytes,
        int receiveBufferBytes,
        int backlog,
        long maxIdleMs) {

    public NetworkConfig {
        listeners = List.copyOf(listeners);
        advertised = List.copyOf(advertised);
    }

    static NetworkConfig from(BrokerConfig config, Machine machine) {
        int lanes = config.get(NetworkSettings.LANE_THREADS);
        return new NetworkConfig(
                Listener.parseAll(config.get(NetworkSettings.LISTENERS), NetworkSettings.LISTENERS),
                advertised(config.find(NetworkSettings.ADVERTISED_LISTENERS)),
                config.get(NetworkSettings.NUM_NETWORK_THREADS),
                lanes == 0 ? machine.processors() : lanes,
                config.get(NetworkSettings.SOCKET_SEND_BUFFER_BYTES),
                config.get(NetworkSettings.SOCKET_RECEIVE_BUFFER_BYTES),
                config.get(NetworkSettings.SOCKET_LISTEN_BACKLOG_SIZE),
                config.get(NetworkSettings.CONNECTIONS_MAX_IDLE_MS));
    }

    private static List<Listener> advertised(@Nullable List<String> texts) {
        if (texts == null) {
            return List.of();
        }
        List<Listener> advertised = Listener.parseAll(texts, NetworkSettings.ADVERTISED_LISTENERS);
        for (Listener listener : advertised) {
            if (listener.isWildcard()) {
                throw new ConfigException(
                        "Invalid value '" + listener + "' for advertised.listeners: clients cannot connect to it");
            }
        }
        return advertised;
    }
}
