package dev.leat.producer;

import dev.leat.client.Parts;
import dev.leat.client.Seams;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.serde.Serializer;
import dev.leat.producer.batch.Accumulator;
import dev.leat.producer.batch.Signals;
import dev.leat.producer.send.BatchEncoder;
import dev.leat.producer.send.Gate;
import dev.leat.producer.send.Sender;
import dev.leat.producer.transaction.coordination.TransactionConfig;
import dev.leat.producer.transaction.coordination.Transactions;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts a producer together. */
final class ProducerFactory {
    private ProducerFactory() {}

    static <K, V> Producer<K, V> create(
            Map<?, ?> settings,
            Serializer<? super K> keySerializer,
            Serializer<? super V> valueSerializer,
            Seams seams) {
        Parts serializers = new Parts(serializers(keySerializer, valueSerializer));
        ProducerConfig config = serializers.handTo(() -> ProducerConfig.from(settings));
        return create(config, keySerializer, valueSerializer, seams);
    }

    static <K, V> Producer<K, V> create(
            ProducerConfig config,
            Serializer<? super K> keySerializer,
            Serializer<? super V> valueSerializer,
            Seams seams) {
        Interceptors<K, V> interceptors = Interceptors.of(config);
        Partitioner partitioner = config.partitioner();
        List<AutoCloseable> plugIns = new ArrayList<>(serializers(keySerializer, valueSerializer));
        plugIns.add(interceptors);
        if (partitioner != null) {
            plugIns.add(partitioner);
        }
        Parts parts = new Parts(plugIns);
        return parts.handTo(() -> {
            keySerializer.configure(config.given(), true);
            valueSerializer.configure(config.given(), false);
            interceptors.configure(config.given());
            if (partitioner != null) {
                partitioner.configure(config.given());
            }
            Cluster cluster = Cluster.open(config.client(), seams);
            cluster.connectAhead();
            return cluster.handTo(
                    () -> upon(cluster, config, keySerializer, valueSerializer, interceptors, parts, seams));
        });
    }

    private static List<AutoCloseable> serializers(Serializer<?> keySerializer, Serializer<?> valueSerializer) {
        return List.of(
                Parts.given(keySerializer, "serializer of the keys"),
                Parts.given(valueSerializer, "serializer of the values"));
    }

    private static <K, V> Producer<K, V> upon(
            Cluster cluster,
            ProducerConfig config,
            Serializer<? super K> keySerializer,
            Serializer<? super V> valueSerializer,
            Interceptors<K, V> interceptors,
            Parts parts,
            Seams seams) {
        ByteBufAllocator allocator = cluster.network().allocator();
        Signals signals = new Signals(cluster.network().loop());
        Accumulator accumulator = new Accumulator(config.batching(), allocator, signals, seams.clock(), seams.chance());
        TransactionConfig transactional = config.transactions();
        Transactions transactions = transactional == null ? null : new Transactions(cluster, transactional);
        Gate gate = transactions == null ? Gate.OPEN : transactions;
        BatchEncoder encoder = new BatchEncoder(config.sending().compression(), transactions != null, allocator);
        Sender sender = new Sender(cluster, config.sending(), accumulator, signals, gate, encoder);
        if (transactions != null) {
            transactions.holdBack(sender);
        }
        sender.begin();
        return new LeatProducer<>(
                config,
                keySerializer,
                valueSerializer,
                interceptors,
                parts,
                cluster,
                accumulator,
                sender,
                seams.wall(),
                transactions);
    }
}
