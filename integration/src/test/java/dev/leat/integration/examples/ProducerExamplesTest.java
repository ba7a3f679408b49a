package dev.leat.integration.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.error.FatalException;
import dev.leat.client.error.FencedException;
import dev.leat.client.error.MisuseException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.serde.Serdes;
import dev.leat.client.serde.Serializer;
import dev.leat.integration.clients.Clients;
import dev.leat.integration.clients.ClusterUnderTest;
import dev.leat.integration.clients.TestCluster;
import dev.leat.producer.Producer;
import dev.leat.producer.ProducerConfig;
import dev.leat.producer.ProducerRecord;
import dev.leat.producer.RecordMetadata;
import dev.leat.protocol.record.CompressionType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.DoubleSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterUnderTest.class)
@Timeout(60)
@Tag("clients")
class ProducerExamplesTest {
    private final Clients clients;
    private final String bootstrap;
    private final String topic;

    ProducerExamplesTest(TestCluster cluster) {
        clients = new Clients(cluster);
        bootstrap = cluster.bootstrap();
        topic = clients.topic(3);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void shouldWriteARecord() {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "linger.ms", 5);
        try (Producer<String, String> producer = Producer.create(
                settings, Serdes.string().serializer(), Serdes.string().serializer())) {
            CompletableFuture<RecordMetadata> written =
                    producer.send(new ProducerRecord<>(topic, "order-17", "3 apples"));
            RecordMetadata place = written.join();
            System.out.println(place.partition() + " at offset " + place.offset());
        }
    }

    @Test
    void shouldCountWithoutAnObjectPerRecord() {
        ProducerConfig config = ProducerConfig.builder(bootstrap)
                .clientId("meter-7")
                .lingerMs(20)
                .batchSize(64 << 10)
                .compression(CompressionType.LZ4)
                .build();
        LongAdder written = new LongAdder();
        try (Producer<byte[], byte[]> producer = Producer.create(
                config, Serdes.byteArray().serializer(), Serdes.byteArray().serializer())) {
            ProducerRecord<byte[], byte[]> reading = new ProducerRecord<>(topic, new byte[100]);
            for (int i = 0; i < 1_000; i++) {
                producer.send(reading, (partition, offset, timestampMs, failure) -> {
                    if (failure == null) {
                        written.increment();
                    }
                });
            }
            producer.flush();
        }
        assertThat(written.sum()).isEqualTo(1_000);
    }

    @Test
    void shouldTakeKafkasSerializersAsTheyAre() {
        DoubleSerializer kafkas = new DoubleSerializer();
        Serializer<Double> ours = kafkas::serialize;
        try (Producer<String, Double> producer = Producer.create(
                Map.of("bootstrap.servers", bootstrap), Serdes.string().serializer(), ours)) {
            producer.send(new ProducerRecord<>(topic, "pi", 3.14)).join();
        }
    }

    @Test
    void shouldTellFailuresApart() {
        List<Throwable> failures =
                List.of(new RetriableException("", ""), new MisuseException("", ""), new FencedException("", ""));
        assertThat(failures.stream().map(ProducerExamplesTest::whatToDo))
                .containsExactly("send it again later", "correct the program or a setting", "stop, another took over");
    }

    static String whatToDo(Throwable failure) {
        if (failure instanceof RetriableException) {
            return "send it again later"; // delivery.timeout.ms ran out before it passed
        }
        if (failure instanceof MisuseException) {
            return "correct the program or a setting"; // the advice names which
        }
        if (failure instanceof FencedException) {
            return "stop, another took over";
        }
        return failure instanceof FatalException ? "give up; the advice says why" : "look at the log";
    }
}
