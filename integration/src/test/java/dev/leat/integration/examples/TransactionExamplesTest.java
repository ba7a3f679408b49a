package dev.leat.integration.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.error.FencedException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.serde.Serdes;
import dev.leat.consumer.Consumer;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.consumer.RecordView;
import dev.leat.consumer.Records;
import dev.leat.integration.clients.Clients;
import dev.leat.integration.clients.ClusterUnderTest;
import dev.leat.integration.clients.OnApacheKafka;
import dev.leat.integration.clients.TestCluster;
import dev.leat.producer.Producer;
import dev.leat.producer.ProducerRecord;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterUnderTest.class)
@OnApacheKafka
@Timeout(60)
@Tag("clients")
class TransactionExamplesTest {
    private final Clients clients;
    private final String bootstrap;
    private final String orders;
    private final String invoices;

    TransactionExamplesTest(TestCluster cluster) {
        clients = new Clients(cluster);
        bootstrap = cluster.bootstrap();
        orders = clients.topic(1);
        invoices = clients.topic(1);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void shouldWriteWhatItMakesOfWhatItReadsExactlyOnce() {
        clients.producer(Map.of())
                .send(new org.apache.kafka.clients.producer.ProducerRecord<>(orders, "17", "3 apples"));
        String group = Clients.unique("invoices");
        Map<String, Object> reading = Map.of(
                "bootstrap.servers",
                bootstrap,
                "group.id",
                group,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "isolation.level",
                "read_committed");
        Map<String, Object> writing = Map.of("bootstrap.servers", bootstrap, "transactional.id", group + "-1");
        try (Consumer<String, String> consumer = Consumer.create(
                        reading, Serdes.string().deserializer(), Serdes.string().deserializer());
                Producer<String, String> producer = Producer.create(
                        writing, Serdes.string().serializer(), Serdes.string().serializer())) {
            producer.initTransactions();
            consumer.subscribe(List.of(orders));
            TopicPartition first = new TopicPartition(orders, 0);
            while (consumer.committed(Set.of(first)).isEmpty()) {
                step(consumer, producer);
            }
            assertThat(consumer.committed(Set.of(first)).get(first)).isEqualTo(new OffsetAndMetadata(1, 0, ""));
        }
        org.apache.kafka.clients.consumer.Consumer<String, String> reader =
                clients.consumer(Map.of("isolation.level", "read_committed", "auto.offset.reset", "earliest"));
        reader.assign(List.of(new org.apache.kafka.common.TopicPartition(invoices, 0)));
        assertThat(Clients.values(Clients.poll(reader, 1))).containsExactly("invoice of 3 apples");
    }

    private void step(Consumer<String, String> consumer, Producer<String, String> producer) {
        Records<String, String> records = consumer.poll(Duration.ofMillis(100));
        if (records.isEmpty()) {
            return;
        }
        producer.beginTransaction();
        try {
            Map<TopicPartition, OffsetAndMetadata> progress = new HashMap<>();
            for (RecordView<String, String> order : records) {
                producer.send(new ProducerRecord<>(invoices, order.key(), "invoice of " + order.value()));
                progress.put(
                        new TopicPartition(order.topic(), order.partition()),
                        new OffsetAndMetadata(order.offset() + 1, order.leaderEpoch(), ""));
            }
            producer.sendOffsetsToTransaction(progress, consumer.groupMetadata());
            commit(producer);
        } catch (FencedException | FatalException over) {
            throw over; // another producer has the transactional.id now, or nothing goes any more: close this one
        } catch (ClientException failed) {
            producer.abortTransaction();
            rewind(consumer); // what was read is read again
        }
    }

    private static void commit(Producer<?, ?> producer) {
        while (true) {
            try {
                producer.commitTransaction();
                return;
            } catch (RetriableException failed) {
                if (failed.is(ErrorCode.TRANSACTION_ABORTABLE)) {
                    throw failed;
                } // else it is still under way: wait on
            }
        }
    }

    private static void rewind(Consumer<?, ?> consumer) {
        consumer.seekToBeginning(consumer.assignment());
        consumer.committed(consumer.assignment()).forEach(consumer::seek);
    }
}
