package dev.leat.client.config;

import dev.leat.client.auth.Security;
import dev.leat.client.net.HostPort;
import dev.leat.client.net.NetworkConfig;
import java.util.List;
import java.util.Map;

/**
 * What every client is configured with; {@link ClientSettings} has units and defaults.
 *
 * @param bootstrap brokers to ask first; not empty
 * @param canonicalBootstrap whether they are to be asked under the full names that belong to their addresses
 * @param rack where the client runs; empty if it does not say
 * @param apiTimeoutMs longest wait of a call without a time-out of its own, in ms
 * @param rebootstraps whether the bootstrap list serves when no known broker answers
 * @param rebootstrapTriggerMs after this time without metadata the known brokers are forgotten, in ms
 * @param checksBrokers whether it matters which broker answers at the address of one that is known
 */
public record ClientConfig(
        List<HostPort> bootstrap,
        boolean canonicalBootstrap,
        NetworkConfig network,
        Security security,
        String rack,
        int apiTimeoutMs,
        long retryBackoffMs,
        long retryBackoffMaxMs,
        long metadataMaxAgeMs,
        boolean rebootstraps,
        long rebootstrapTriggerMs,
        boolean checksBrokers,
        boolean allowAutoCreateTopics) {
    public ClientConfig {
        bootstrap = List.copyOf(bootstrap);
    }

    /**
     * Reads a map or Properties by Kafka's names, and logs a warning for each name that is none.
     *
     * @throws dev.leat.client.error.MisuseException naming the setting that is wrong or missing
     */
    public static ClientConfig from(Map<?, ?> settings) {
        ConfigReader in = new ConfigReader(settings);
        ClientConfig config = read(in);
        in.logWarnings();
        return config;
    }

    /** Defaults in all but where to connect and how. */
    public static ClientConfig of(List<HostPort> bootstrap, NetworkConfig network) {
        ClientConfig defaults =
                read(new ConfigReader(Map.of(ClientSettings.BOOTSTRAP_SERVERS.name(), HostPort.DEFAULT_ADDRESS)));
        return new ClientConfig(
                bootstrap,
                defaults.canonicalBootstrap,
                network,
                defaults.security,
                defaults.rack,
                defaults.apiTimeoutMs,
                defaults.retryBackoffMs,
                defaults.retryBackoffMaxMs,
                defaults.metadataMaxAgeMs,
                defaults.rebootstraps,
                defaults.rebootstrapTriggerMs,
                defaults.checksBrokers,
                defaults.allowAutoCreateTopics);
    }

    /** Reads the part of {@code in} that all clients share; whoever made the reader logs its warnings in the end. */
    public static ClientConfig read(ConfigReader in) {
        long retryBackoffMs = in.get(ClientSettings.RETRY_BACKOFF_MS);
        boolean rebootstraps = in.get(ClientSettings.METADATA_RECOVERY_STRATEGY) == ClientSettings.Recovery.REBOOTSTRAP;
        return new ClientConfig(
                in.get(ClientSettings.BOOTSTRAP_SERVERS),
                in.get(ClientSettings.DNS_LOOKUP) == ClientSettings.DnsLookup.RESOLVE_CANONICAL_BOOTSTRAP_SERVERS_ONLY,
                network(in),
                SecuritySettings.read(in),
                in.get(ClientSettings.CLIENT_RACK),
                in.get(ClientSettings.API_TIMEOUT_MS),
                retryBackoffMs,
                Math.max(retryBackoffMs, in.get(ClientSettings.RETRY_BACKOFF_MAX_MS)),
                in.get(ClientSettings.METADATA_MAX_AGE_MS),
                rebootstraps,
                in.get(ClientSettings.REBOOTSTRAP_TRIGGER_MS),
                in.get(ClientSettings.CLUSTER_CHECK) && rebootstraps,
                in.get(ClientSettings.ALLOW_AUTO_CREATE_TOPICS));
    }

    private static NetworkConfig network(ConfigReader in) {
        int connectTimeoutMs = in.get(ClientSettings.CONNECT_TIMEOUT_MS);
        long reconnectMs = in.get(ClientSettings.RECONNECT_BACKOFF_MS);
        return new NetworkConfig(
                in.get(ClientSettings.CLIENT_ID),
                connectTimeoutMs,
                Math.max(connectTimeoutMs, in.get(ClientSettings.CONNECT_TIMEOUT_MAX_MS)),
                in.get(ClientSettings.REQUEST_TIMEOUT_MS),
                NetworkConfig.MAX_RESPONSE_BYTES,
                in.get(ClientSettings.MAX_IDLE_MS),
                reconnectMs,
                Math.max(reconnectMs, in.get(ClientSettings.RECONNECT_BACKOFF_MAX_MS)),
                in.get(ClientSettings.SEND_BUFFER_BYTES),
                in.get(ClientSettings.RECEIVE_BUFFER_BYTES));
    }

    /** A builder with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects settings; {@link #build} checks them as {@link ClientConfig#from} does. */
    public static final class Builder extends ConfigBuilder<Builder> {
        private Builder() {}

        /** One or more {@code host:port}, separated by commas. */
        public Builder bootstrapServers(String servers) {
            return set(ClientSettings.BOOTSTRAP_SERVERS.name(), servers);
        }

        public ClientConfig build() {
            return from(settings());
        }
    }
}
