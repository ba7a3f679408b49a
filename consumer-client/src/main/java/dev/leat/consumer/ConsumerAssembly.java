package dev.leat.consumer;

import dev.leat.base.MonotonicClock;
import dev.leat.base.RandomSource;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.retry.Backoff;
import dev.leat.client.serde.Deserializer;
import dev.leat.consumer.fetch.FetchEngine;
import dev.leat.consumer.group.GroupContext;
import dev.leat.consumer.group.GroupMembership;
import dev.leat.consumer.offset.OffsetLookup;
import java.util.SplittableRandom;

/** Puts a consumer together, with the machine's clocks and chance. */
final class ConsumerAssembly {
    private static final int BACKOFF_INITIAL_MS = 100; // retry.backoff.ms
    private static final int BACKOFF_MAX_MS = 1_000; // retry.backoff.max.ms

    private ConsumerAssembly() {}

    static <K, V> Consumer<K, V> open(ConsumerConfig config, Deserializer<K> keys, Deserializer<V> values) {
        SplittableRandom seed = new SplittableRandom();
        RandomSource random = () -> {
            synchronized (seed) {
                return seed.nextLong();
            }
        };
        MonotonicClock clock = System::nanoTime;
        Cluster cluster = new Cluster(config.bootstrap(), config.network(), clock, random);
        Parking parking = new Parking();
        FetchEngine engine = new FetchEngine(
                config.fetch(),
                cluster,
                new Backoff(BACKOFF_INITIAL_MS, BACKOFF_MAX_MS, random),
                System::currentTimeMillis,
                parking::wake);
        OffsetLookup lookup = new OffsetLookup(cluster, config.fetch().isolation());
        return new LeatConsumer<>(
                cluster,
                config.apiTimeoutMs(),
                parking,
                engine,
                lookup,
                partitions -> membership(config, cluster, parking, random, partitions),
                keys,
                values);
    }

    private static Membership membership(
            ConsumerConfig config, Cluster cluster, Parking parking, RandomSource random, PartitionControl partitions) {
        if (config.group().groupId().isEmpty() && config.group().offsetStore() == null) {
            return new NoGroup();
        }
        String rack = cluster.config().rack();
        GroupContext context = new GroupContext(
                cluster,
                new Backoff(BACKOFF_INITIAL_MS, BACKOFF_MAX_MS, random),
                random,
                parking::wake,
                config.apiTimeoutMs(),
                config.network().requestTimeoutMs(),
                cluster.config().metadataMaxAgeMs(),
                config.fetch().isolation() == IsolationLevel.READ_COMMITTED,
                rack.isEmpty() ? null : rack,
                config.group().offsetStore());
        return new GroupMembership(config.group(), context, partitions);
    }
}
