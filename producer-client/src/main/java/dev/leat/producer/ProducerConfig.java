package dev.leat.producer;

import dev.leat.client.Parts;
import dev.leat.client.config.ClientConfig;
import dev.leat.client.config.ConfigBuilder;
import dev.leat.client.config.ConfigReader;
import dev.leat.client.error.MisuseException;
import dev.leat.producer.batch.Accumulator;
import dev.leat.producer.batch.Adaptation;
import dev.leat.producer.send.SenderConfig;
import dev.leat.producer.transaction.coordination.TransactionConfig;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.CompressionType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a producer behaves; {@link ProducerSettings} has names, units and defaults.
 *
 * @param client what all clients are configured with
 * @param batching how batches are made
 * @param sending how they are sent
 * @param maxBlockMs longest wait of a sending thread, in ms
 * @param ignoreKeys whether keys have no say in where a record goes
 * @param partitioner chooses before the producer does; null for none
 * @param transactions null for a producer without transactions
 * @param interceptors in their order
 * @param given all that the user set, for plug-ins
 */
public record ProducerConfig(
        ClientConfig client,
        Accumulator.Config batching,
        SenderConfig sending,
        long maxBlockMs,
        boolean ignoreKeys,
        @Nullable Partitioner partitioner,
        @Nullable TransactionConfig transactions,
        List<ProducerInterceptor<?, ?>> interceptors,
        Map<String, Object> given) {
    private static final int MAX_IN_FLIGHT_NUMBERED = 5;
    private static final short ALL = -1;

    public ProducerConfig {
        interceptors = List.copyOf(interceptors);
        given = Map.copyOf(given);
    }

    /**
     * Reads a map or Properties by Kafka's names, and logs a warning for each name that is none.
     *
     * @throws MisuseException naming the setting that is wrong or missing
     */
    public static ProducerConfig from(Map<?, ?> settings) {
        ConfigReader in = new ConfigReader(settings);
        ClientConfig client = ClientConfig.read(in);
        Accumulator.Config batching = batching(in);
        SenderConfig sending = sending(in, client);
        long maxBlockMs = in.get(ProducerSettings.MAX_BLOCK_MS);
        boolean ignoreKeys = in.get(ProducerSettings.IGNORE_KEYS);
        TransactionConfig transactions = transactions(in);
        Partitioner partitioner = in.find(ProducerSettings.PARTITIONER);
        List<ProducerInterceptor<?, ?>> interceptors =
                interceptors(in, partitioner); // last: what is made must be closed
        in.logWarnings();
        return new ProducerConfig(
                client, batching, sending, maxBlockMs, ignoreKeys, partitioner, transactions, interceptors, in.given());
    }

    private static List<ProducerInterceptor<?, ?>> interceptors(ConfigReader in, @Nullable Partitioner made) {
        Parts before = new Parts(made == null ? List.of() : List.of(made));
        return before.handTo(() -> in.get(ProducerSettings.INTERCEPTORS));
    }

    private static @Nullable TransactionConfig transactions(ConfigReader in) {
        String id = in.find(ProducerSettings.TRANSACTIONAL_ID);
        int timeoutMs = in.get(ProducerSettings.TRANSACTION_TIMEOUT_MS);
        long maxBlockMs = in.get(ProducerSettings.MAX_BLOCK_MS);
        return id == null ? null : new TransactionConfig(id, timeoutMs, maxBlockMs);
    }

    private static Accumulator.Config batching(ConfigReader in) {
        return new Accumulator.Config(
                in.get(ProducerSettings.BATCH_SIZE),
                in.get(ProducerSettings.BUFFER_MEMORY),
                in.get(ProducerSettings.MAX_REQUEST_SIZE),
                adaptation(in));
    }

    private static Adaptation adaptation(ConfigReader in) {
        long availableMs = in.get(ProducerSettings.AVAILABILITY_TIMEOUT_MS);
        long lingerMs = in.get(ProducerSettings.LINGER_MS);
        long patienceMs =
                availableMs == 0 ? Long.MAX_VALUE : lingerMs + Math.min(availableMs, Long.MAX_VALUE - lingerMs);
        return new Adaptation(in.get(ProducerSettings.ADAPTIVE), TimeUnit.MILLISECONDS.toNanos(patienceMs));
    }

    private static SenderConfig sending(ConfigReader in, ClientConfig client) {
        short acks = acks(in.get(ProducerSettings.ACKS));
        int retries = in.get(ProducerSettings.RETRIES);
        long lingerMs = in.get(ProducerSettings.LINGER_MS);
        SenderConfig config = new SenderConfig(
                acks,
                isIdempotent(in, acks, retries),
                in.get(ProducerSettings.MAX_IN_FLIGHT),
                retries == Integer.MAX_VALUE ? retries : retries + 1,
                in.get(ProducerSettings.MAX_REQUEST_SIZE),
                client.network().requestTimeoutMs(),
                TimeUnit.MILLISECONDS.toNanos(lingerMs),
                TimeUnit.MILLISECONDS.toNanos(deliveryTimeoutMs(in, lingerMs, client)),
                compression(in));
        checkInFlight(config);
        return config;
    }

    private static short acks(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "all", "-1" -> ALL;
            case "1" -> 1;
            case "0" -> 0;
            default -> throw new MisuseException("acks must be all, 1 or 0, but is '" + text + "'", "correct acks");
        };
    }

    /** On unless something that was set speaks against it; if it was asked for, that is an error instead. */
    private static boolean isIdempotent(ConfigReader in, short acks, int retries) {
        boolean wanted = in.get(ProducerSettings.IDEMPOTENCE);
        boolean possible = acks == ALL && retries > 0;
        if (in.isGiven(ProducerSettings.TRANSACTIONAL_ID) && !(wanted && possible)) {
            throw new MisuseException(
                    "transactional.id needs enable.idempotence, acks=all and retries above 0",
                    "change those, or do not set transactional.id");
        }
        if (wanted && !possible && in.isGiven(ProducerSettings.IDEMPOTENCE)) {
            throw new MisuseException(
                    "enable.idempotence needs acks=all and retries above 0", "change those, or set it to false");
        }
        return wanted && possible;
    }

    private static void checkInFlight(SenderConfig config) {
        if (config.idempotent() && config.maxInFlight() > MAX_IN_FLIGHT_NUMBERED) {
            throw new MisuseException(
                    "max.in.flight.requests.per.connection must be at most 5 with idempotence, but is "
                            + config.maxInFlight(),
                    "lower it, or set enable.idempotence to false");
        }
    }

    /** As given, or the default, which gives way to longer time-outs of a single request. */
    private static long deliveryTimeoutMs(ConfigReader in, long lingerMs, ClientConfig client) {
        long atLeast = lingerMs + client.network().requestTimeoutMs();
        long wanted = in.get(ProducerSettings.DELIVERY_TIMEOUT_MS);
        if (wanted < atLeast && in.isGiven(ProducerSettings.DELIVERY_TIMEOUT_MS)) {
            throw new MisuseException(
                    "delivery.timeout.ms must be at least linger.ms + request.timeout.ms, " + atLeast + ", but is "
                            + wanted,
                    "raise it, or lower request.timeout.ms");
        }
        return Math.max(wanted, atLeast);
    }

    private static Compression compression(ConfigReader in) {
        int gzip = in.get(ProducerSettings.GZIP_LEVEL);
        int lz4 = in.get(ProducerSettings.LZ4_LEVEL);
        int zstd = in.get(ProducerSettings.ZSTD_LEVEL);
        CompressionType type = in.get(ProducerSettings.COMPRESSION_TYPE);
        if (!type.isAvailable()) {
            throw new MisuseException(
                    "compression.type=" + type.configName() + " needs " + type.library() + ", which is missing",
                    "add " + type.library() + " to the dependencies");
        }
        return switch (type) {
            case GZIP -> new Compression(type, gzip);
            case LZ4 -> new Compression(type, lz4);
            case ZSTD -> new Compression(type, zstd);
            case NONE, SNAPPY -> Compression.of(type);
        };
    }

    /** A builder with nothing set but where to connect: one or more {@code host:port}, separated by commas. */
    public static Builder builder(String bootstrapServers) {
        return new Builder().set("bootstrap.servers", bootstrapServers);
    }

    /** Collects settings; {@link #build} checks them as {@link ProducerConfig#from} does. */
    public static final class Builder extends ConfigBuilder<Builder> {
        private Builder() {}

        public Builder lingerMs(long ms) {
            return set(ProducerSettings.LINGER_MS, ms);
        }

        /** In bytes. */
        public Builder batchSize(int bytes) {
            return set(ProducerSettings.BATCH_SIZE, bytes);
        }

        /** In bytes. */
        public Builder bufferMemory(long bytes) {
            return set(ProducerSettings.BUFFER_MEMORY, bytes);
        }

        public Builder maxBlockMs(long ms) {
            return set(ProducerSettings.MAX_BLOCK_MS, ms);
        }

        public Builder deliveryTimeoutMs(long ms) {
            return set(ProducerSettings.DELIVERY_TIMEOUT_MS, ms);
        }

        public Builder compression(CompressionType type) {
            return set(ProducerSettings.COMPRESSION_TYPE, type);
        }

        /** Makes the producer transactional. */
        public Builder transactionalId(String id) {
            return set(ProducerSettings.TRANSACTIONAL_ID, id);
        }

        public Builder partitioner(Partitioner partitioner) {
            return set(ProducerSettings.PARTITIONER, partitioner);
        }

        public ProducerConfig build() {
            return from(settings());
        }
    }
}
