package dev.leat.consumer;

import dev.leat.client.Parts;
import dev.leat.client.Seams;
import dev.leat.client.config.ClientConfig;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.retry.Backoff;
import dev.leat.client.serde.Deserializer;
import dev.leat.consumer.fetch.FetchEngine;
import dev.leat.consumer.group.GroupContext;
import dev.leat.consumer.group.GroupMembership;
import dev.leat.consumer.offset.OffsetLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts a consumer together. */
final class ConsumerAssembly {
    private ConsumerAssembly() {}

    static <K, V> Consumer<K, V> open(Map<?, ?> settings, Deserializer<K> keys, Deserializer<V> values, Seams seams) {
        ConsumerConfig config = parts(keys, values).handTo(() -> ConsumerConfig.from(settings));
        return open(config, keys, values, seams);
    }

    static <K, V> Consumer<K, V> open(
            ConsumerConfig config, Deserializer<K> keys, Deserializer<V> values, Seams seams) {
        Interceptors interceptors = new Interceptors(config.interceptors());
        return parts(keys, values, interceptors).handTo(() -> {
            keys.configure(config.given(), true);
            values.configure(config.given(), false);
            interceptors.configure(config.given());
            Cluster cluster = Cluster.open(config.client(), seams);
            return cluster.handTo(() -> upon(cluster, config, keys, values, interceptors, seams));
        });
    }

    private static Parts parts(Deserializer<?> keys, Deserializer<?> values, AutoCloseable... further) {
        List<AutoCloseable> all = new ArrayList<>();
        all.add(Parts.given(keys, "deserializer of the keys"));
        all.add(Parts.given(values, "deserializer of the values"));
        all.addAll(List.of(further));
        return new Parts(all);
    }

    private static <K, V> Consumer<K, V> upon(
            Cluster cluster,
            ConsumerConfig config,
            Deserializer<K> keys,
            Deserializer<V> values,
            Interceptors interceptors,
            Seams seams) {
        ClientConfig client = config.client();
        Parking parking = new Parking(cluster.network());
        Backoff backoff = new Backoff(client.retryBackoffMs(), client.retryBackoffMaxMs(), seams.chance());
        FetchEngine engine = new FetchEngine(config.fetch(), cluster, backoff, seams.wall(), parking::wake);
        OffsetLookup lookup = new OffsetLookup(cluster, config.fetch().isolation());
        return new LeatConsumer<>(
                cluster,
                client.apiTimeoutMs(),
                parking,
                engine,
                lookup,
                partitions -> membership(config, cluster, parking, backoff, interceptors, seams, partitions),
                keys,
                values,
                interceptors);
    }

    private static Membership membership(
            ConsumerConfig config,
            Cluster cluster,
            Parking parking,
            Backoff backoff,
            Interceptors interceptors,
            Seams seams,
            PartitionControl partitions) {
        if (config.group().groupId().isEmpty() && config.group().offsetStore() == null) {
            return new NoGroup();
        }
        ClientConfig client = config.client();
        GroupContext context = new GroupContext(
                cluster,
                backoff,
                seams.chance(),
                parking::wake,
                client.apiTimeoutMs(),
                client.network().requestTimeoutMs(),
                client.metadataMaxAgeMs(),
                config.fetch().isolation() == IsolationLevel.READ_COMMITTED,
                client.rack().isEmpty() ? null : client.rack(),
                config.group().offsetStore(),
                interceptors::committed);
        return new GroupMembership(config.group(), context, partitions);
    }
}
