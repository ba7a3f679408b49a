package dev.leat.producer;

import dev.leat.client.config.Instances;
import dev.leat.client.config.Setting;
import dev.leat.protocol.record.CompressionType;
import java.util.ArrayList;
import java.util.List;

/** The producer's settings by Kafka's names, beside those that all clients share. */
public final class ProducerSettings {
    public static final Setting<String> ACKS = Setting.text(
            "acks",
            "all",
            "how many replicas must have a record before it counts as written: all (those in sync), 1 (the leader) or 0");
    public static final Setting<Boolean> IDEMPOTENCE = Setting.flag(
            "enable.idempotence", true, "whether retries neither repeat nor reorder records; needs acks=all");
    public static final Setting<Integer> MAX_IN_FLIGHT = Setting.integer(
            "max.in.flight.requests.per.connection",
            5,
            1,
            Integer.MAX_VALUE,
            "requests on their way to one broker; at most 5 with idempotence");
    public static final Setting<Integer> RETRIES = Setting.integer(
            "retries",
            Integer.MAX_VALUE,
            0,
            Integer.MAX_VALUE,
            "how often a batch is sent again; delivery.timeout.ms is the better limit");
    public static final Setting<Integer> BATCH_SIZE = Setting.integer(
            "batch.size", 16_384, 0, 1 << 30, "bytes at which a batch goes out without waiting for more records");
    public static final Setting<Long> LINGER_MS =
            Setting.longer("linger.ms", 5, 0, "ms that a batch waits for more records");
    public static final Setting<Long> BUFFER_MEMORY = Setting.longer(
            "buffer.memory", 32L << 20, 1, "bytes of all records that are not acknowledged yet, before compression");
    public static final Setting<Long> MAX_BLOCK_MS = Setting.longer(
            "max.block.ms",
            60_000,
            0,
            "ms that send waits for metadata or buffer memory; 0 refuses at once when there is no memory");
    public static final Setting<Integer> MAX_REQUEST_SIZE = Setting.integer(
            "max.request.size", 1 << 20, 1, Integer.MAX_VALUE, "bytes of the largest record and of one request");
    public static final Setting<Long> DELIVERY_TIMEOUT_MS = Setting.longer(
            "delivery.timeout.ms", 120_000, 1, "ms in which a record is acknowledged or fails, retries included");
    public static final Setting<CompressionType> COMPRESSION_TYPE = Setting.choice(
            "compression.type", "none", CompressionType.class, "codec of the batches: none, gzip, snappy, lz4 or zstd");
    public static final Setting<Integer> GZIP_LEVEL =
            Setting.integer("compression.gzip.level", -1, -1, 9, "1 (fast) to 9 (small), -1 for the library's choice");
    public static final Setting<Integer> LZ4_LEVEL =
            Setting.integer("compression.lz4.level", 9, 1, 17, "1 to 17; 9 is the fast compressor");
    public static final Setting<Integer> ZSTD_LEVEL =
            Setting.integer("compression.zstd.level", 3, -131_072, 22, "-131072 (fast) to 22 (small)");
    public static final Setting<Boolean> IGNORE_KEYS =
            Setting.flag("partitioner.ignore.keys", false, "whether records with a key are spread as if they had none");
    public static final Setting<Boolean> ADAPTIVE = Setting.flag(
            "partitioner.adaptive.partitioning.enable",
            true,
            "whether records without a key avoid partitions of slow brokers");
    public static final Setting<Long> AVAILABILITY_TIMEOUT_MS = Setting.longer(
            "partitioner.availability.timeout.ms",
            0,
            0,
            "ms, beyond linger.ms, that a batch may wait to be sent before records without a key leave its partition out,"
                    + " unless all are like that; 0 for ever; without effect if they are not to avoid slow brokers");
    public static final Setting<Partitioner> PARTITIONER = new Setting<>(
            "partitioner.class",
            null,
            value -> Instances.of(value, Partitioner.class),
            "a Partitioner, or the name of a class that is one");
    public static final Setting<List<ProducerInterceptor<?, ?>>> INTERCEPTORS = new Setting<>(
            "interceptor.classes",
            "",
            ProducerSettings::interceptors,
            "ProducerInterceptors, or names of classes that are, separated by commas");
    public static final Setting<String> TRANSACTIONAL_ID = Setting.text(
            "transactional.id",
            null,
            "names the producer for its transactions, across restarts; each running producer needs one of its own");
    public static final Setting<Integer> TRANSACTION_TIMEOUT_MS = Setting.integer(
            "transaction.timeout.ms",
            60_000,
            1,
            Integer.MAX_VALUE,
            "ms after which the coordinator aborts a transaction that is still open; the broker has a limit, too");

    private ProducerSettings() {}

    /** That they fit the producer's types only the user knows. */
    private static List<ProducerInterceptor<?, ?>> interceptors(Object value) {
        List<ProducerInterceptor<?, ?>> all = new ArrayList<>();
        Instances.all(value, ProducerInterceptor.class).forEach(all::add);
        return all;
    }
}
