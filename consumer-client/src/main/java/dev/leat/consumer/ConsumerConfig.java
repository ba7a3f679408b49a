package dev.leat.consumer;

import dev.leat.client.config.ClientConfig;
import dev.leat.client.config.ConfigBuilder;
import dev.leat.client.config.ConfigReader;
import dev.leat.consumer.fetch.FetchConfig;
import dev.leat.consumer.group.GroupConfig;
import dev.leat.consumer.group.GroupSettings;
import java.util.List;
import java.util.Map;

/**
 * How a consumer behaves; {@link ConsumerSettings} and {@link GroupSettings} have names, units and defaults.
 *
 * @param client what all clients are configured with
 * @param fetch how it gets records
 * @param group how it behaves in its group
 * @param interceptors in their order
 * @param given all that the user set, for deserializers and interceptors
 */
public record ConsumerConfig(
        ClientConfig client,
        FetchConfig fetch,
        GroupConfig group,
        List<ConsumerInterceptor> interceptors,
        Map<String, Object> given) {
    public ConsumerConfig {
        interceptors = List.copyOf(interceptors);
        given = Map.copyOf(given);
    }

    /**
     * Reads a map or Properties by Kafka's names, and logs a warning for each name that is none.
     *
     * @throws dev.leat.client.error.MisuseException naming the setting that is wrong or missing
     */
    public static ConsumerConfig from(Map<?, ?> settings) {
        ConfigReader in = new ConfigReader(settings);
        ClientConfig client = ClientConfig.read(in);
        FetchConfig fetch = fetch(in, client);
        GroupConfig group = GroupSettings.read(in);
        List<ConsumerInterceptor> interceptors =
                in.get(ConsumerSettings.INTERCEPTORS); // last: what is made must be closed
        in.logWarnings();
        return new ConsumerConfig(client, fetch, group, interceptors, in.given());
    }

    private static FetchConfig fetch(ConfigReader in, ClientConfig client) {
        return new FetchConfig(
                in.get(ConsumerSettings.FETCH_MIN_BYTES),
                in.get(ConsumerSettings.FETCH_MAX_WAIT_MS),
                in.get(ConsumerSettings.FETCH_MAX_BYTES),
                in.get(ConsumerSettings.MAX_PARTITION_FETCH_BYTES),
                in.get(ConsumerSettings.PREFETCH_MAX_BYTES),
                in.get(ConsumerSettings.MAX_POLL_RECORDS),
                in.get(ConsumerSettings.ISOLATION_LEVEL),
                in.get(ConsumerSettings.CHECK_CRCS),
                in.get(ConsumerSettings.AUTO_OFFSET_RESET),
                client.rack());
    }

    /** A builder with nothing set but where to connect: one or more {@code host:port}, separated by commas. */
    public static Builder builder(String bootstrapServers) {
        return new Builder().set("bootstrap.servers", bootstrapServers);
    }

    /** Collects settings; {@link #build} checks them as {@link ConsumerConfig#from} does. */
    public static final class Builder extends ConfigBuilder<Builder> {
        private Builder() {}

        public Builder groupId(String id) {
            return set(GroupSettings.GROUP_ID, id);
        }

        /** {@code earliest}, {@code latest}, {@code none} or {@code by_duration:} with an ISO 8601 duration. */
        public Builder autoOffsetReset(String policy) {
            return set(ConsumerSettings.AUTO_OFFSET_RESET.name(), policy);
        }

        public Builder maxPollRecords(int count) {
            return set(ConsumerSettings.MAX_POLL_RECORDS, count);
        }

        public Builder isolation(IsolationLevel level) {
            return set(ConsumerSettings.ISOLATION_LEVEL, level);
        }

        public Builder autoCommit(boolean enabled) {
            return set(GroupSettings.AUTO_COMMIT, enabled);
        }

        public ConsumerConfig build() {
            return from(settings());
        }
    }
}
