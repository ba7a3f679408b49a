package dev.leat.integration.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.client.group.MemberIdentity;
import dev.leat.client.serde.Serdes;
import dev.leat.integration.clients.Clients;
import dev.leat.integration.clients.TestCluster;
import dev.leat.producer.Producer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Producers of ours and readers of Kafka's for one test. */
final class TransactionFixture implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final Clients clients;
    private final TestCluster cluster;
    private final List<Producer<?, ?>> open = new ArrayList<>();

    TransactionFixture(TestCluster cluster) {
        this.cluster = cluster;
        this.clients = new Clients(cluster);
    }

    /** A member as kafka-clients know it, for our producer. */
    record Member(
            String groupId,
            int generationId,
            String memberId,
            @Nullable String groupInstanceId) implements MemberIdentity {
        static Member of(ConsumerGroupMetadata metadata) {
            return new Member(
                    metadata.groupId(),
                    metadata.generationId(),
                    metadata.memberId(),
                    metadata.groupInstanceId().orElse(null));
        }
    }

    /** A producer that has not initialised its transactions. */
    Producer<String, String> producer(String transactionalId, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", cluster.bootstrap());
        all.put("transactional.id", transactionalId);
        all.putIfAbsent("max.block.ms", 30_000);
        Producer<String, String> made = Producer.create(
                all, Serdes.string().serializer(), Serdes.string().serializer());
        open.add(made);
        return made;
    }

    /** A producer that may begin a transaction. */
    Producer<String, String> readyProducer(String transactionalId) {
        Producer<String, String> made = producer(transactionalId, Map.of());
        made.initTransactions();
        return made;
    }

    /** A reader of committed records of all partitions from their start. */
    Consumer<String, String> committedReader(String topic, int partitions) {
        Consumer<String, String> reader = clients.consumer(
                Map.of("isolation.level", "read_committed", "auto.offset.reset", "earliest", "group.id", "reader"));
        List<TopicPartition> all = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            all.add(new TopicPartition(topic, i));
        }
        reader.assign(all);
        return reader;
    }

    /** All values that readers of committed records see, up to the end of what is decided. */
    List<String> committed(String topic, int partitions) {
        Consumer<String, String> reader = committedReader(topic, partitions);
        Map<TopicPartition, Long> ends = reader.endOffsets(reader.assignment());
        List<String> values = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
            reader.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
        }
        return values;
    }

    /** Waits until readers of committed records see {@code values}, in any order: Kafka writes markers a little later. */
    void awaitCommitted(String topic, int partitions, Collection<String> values) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(committed(topic, partitions)).containsExactlyInAnyOrderElementsOf(values));
    }

    /** Waits until the progress of {@code group} in the first partition is {@code offset}, and that is decided. */
    void awaitCommittedOffset(String group, String topic, long offset) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(committedOffset(group, new TopicPartition(topic, 0)))
                        .contains(offset));
    }

    /** The offset that is decided: while a transaction may still change it, the broker lets its reader wait. */
    private Optional<Long> committedOffset(String group, TopicPartition partition) {
        Consumer<String, String> reader =
                clients.consumer(Map.of("group.id", group, "isolation.level", "read_committed"));
        OffsetAndMetadata committed = reader.committed(Set.of(partition)).get(partition);
        return Optional.ofNullable(committed).map(OffsetAndMetadata::offset);
    }

    @Override
    public void close() {
        open.forEach(producer -> producer.close(CLOSING));
        clients.close();
    }
}
