package dev.leat.producer;

import dev.leat.client.net.HostPort;
import dev.leat.client.net.NetworkConfig;
import dev.leat.producer.batch.Accumulator;
import dev.leat.producer.send.SenderConfig;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.CompressionType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How a producer behaves; temporary shape. */
public record ProducerConfig(
        List<HostPort> bootstrap,
        NetworkConfig network,
        Accumulator.Config batching,
        SenderConfig sending,
        long maxBlockMs,
        boolean ignoreKeys,
        @Nullable Partitioner partitioner) {

    public static ProducerConfig from(Map<String, ?> settings) {
        List<HostPort> bootstrap = HostPort.parseList(String.valueOf(settings.get("bootstrap.servers")));
        long linger = Long.parseLong(get(settings, "linger.ms", "5"));
        int batch = Integer.parseInt(get(settings, "batch.size", "16384"));
        short acks = get(settings, "acks", "all").equals("all") ? -1 : Short.parseShort(get(settings, "acks", "all"));
        boolean idempotent = Boolean.parseBoolean(get(settings, "enable.idempotence", "true"));
        CompressionType codec = CompressionType.valueOf(
                get(settings, "compression.type", "none").toUpperCase(java.util.Locale.ROOT));
        return new ProducerConfig(
                bootstrap,
                NetworkConfig.defaults("leat-producer"),
                new Accumulator.Config(
                        batch, Long.parseLong(get(settings, "buffer.memory", "33554432")), 1 << 20, true),
                new SenderConfig(
                        acks,
                        idempotent,
                        5,
                        Integer.MAX_VALUE,
                        1 << 20,
                        30_000,
                        TimeUnit.MILLISECONDS.toNanos(linger),
                        TimeUnit.MILLISECONDS.toNanos(120_000),
                        Compression.of(codec)),
                60_000,
                false,
                null);
    }

    private static String get(Map<String, ?> settings, String name, String otherwise) {
        Object value = settings.get(name);
        return value == null ? otherwise : value.toString();
    }
}
