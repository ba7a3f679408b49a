package dev.leat.consumer;

import dev.leat.client.net.HostPort;
import dev.leat.client.net.NetworkConfig;
import dev.leat.consumer.fetch.FetchConfig;
import dev.leat.consumer.group.GroupConfig;
import java.util.List;

/**
 * How a consumer behaves.
 *
 * @param bootstrap brokers to ask first (bootstrap.servers)
 * @param fetch how it gets records
 * @param group how it behaves in its group
 * @param apiTimeoutMs how long calls that ask a broker wait, in ms (default.api.timeout.ms)
 */
public record ConsumerConfig(
        List<HostPort> bootstrap, NetworkConfig network, FetchConfig fetch, GroupConfig group, int apiTimeoutMs) {
    public ConsumerConfig {
        bootstrap = List.copyOf(bootstrap);
    }
}
