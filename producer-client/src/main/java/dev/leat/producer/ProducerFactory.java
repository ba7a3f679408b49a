package dev.leat.producer;

import dev.leat.base.MonotonicClock;
import dev.leat.base.RandomSource;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.serde.Serializer;
import dev.leat.producer.batch.Accumulator;
import dev.leat.producer.batch.Signals;
import dev.leat.producer.send.BatchEncoder;
import dev.leat.producer.send.Gate;
import dev.leat.producer.send.Sender;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Puts a producer together; the one place of this module that takes clocks and chance from the JVM. */
final class ProducerFactory {
    private ProducerFactory() {}

    static <K, V> Producer<K, V> create(
            ProducerConfig config, Serializer<? super K> keySerializer, Serializer<? super V> valueSerializer) {
        RandomSource random = () -> ThreadLocalRandom.current().nextLong();
        MonotonicClock clock = System::nanoTime;
        Cluster cluster = new Cluster(config.bootstrap(), config.network(), clock, random);
        return create(config, keySerializer, valueSerializer, cluster, random);
    }

    static <K, V> Producer<K, V> create(
            ProducerConfig config,
            Serializer<? super K> keySerializer,
            Serializer<? super V> valueSerializer,
            Cluster cluster,
            RandomSource random) {
        ByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
        Signals signals = new Signals(cluster.network().loop());
        Accumulator accumulator = new Accumulator(
                config.batching(), allocator, signals, cluster.network().clock(), random);
        BatchEncoder encoder = new BatchEncoder(config.sending().compression(), false, allocator);
        Sender sender = new Sender(cluster, config.sending(), accumulator, signals, Gate.OPEN, encoder);
        return new LeatProducer<>(
                config,
                keySerializer,
                valueSerializer,
                new Interceptors<>(List.of()),
                cluster,
                accumulator,
                sender,
                System::currentTimeMillis);
    }
}
