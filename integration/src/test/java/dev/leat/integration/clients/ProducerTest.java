package dev.leat.integration.clients;

import static dev.leat.integration.clients.Clients.get;
import static dev.leat.integration.clients.Clients.poll;
import static dev.leat.integration.clients.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProducerTest extends ClientTest {
    private static final Map<String, Object> EARLIEST = Map.of("auto.offset.reset", "earliest");

    ProducerTest(TestCluster cluster) {
        super(cluster);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void shouldGiveBackWhatWasSentWithEachCodec(String codec) {
        String topic = clients.topic(1);
        Producer<String, String> producer = clients.producer(Map.of("compression.type", codec, "linger.ms", 20));
        List<String> sent =
                IntStream.range(0, 5_000).mapToObj(i -> "value " + i).toList();
        List<Future<RecordMetadata>> acks = new ArrayList<>();
        sent.forEach(value -> acks.add(producer.send(new ProducerRecord<>(topic, value))));
        for (int i = 0; i < sent.size(); i++) {
            assertThat(get(acks.get(i)).offset()).isEqualTo(i);
        }
        assertThat(values(poll(readerOf(topic), sent.size()))).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "all"})
    void shouldTakeRecordsWithEachKindOfAcknowledgement(String acks) {
        String topic = clients.topic(1);
        Producer<String, String> producer = clients.producer(Map.of("acks", acks, "enable.idempotence", false));
        for (int i = 0; i < 100; i++) {
            producer.send(new ProducerRecord<>(topic, "" + i));
        }
        producer.flush();
        assertThat(values(poll(readerOf(topic), 100)))
                .isEqualTo(IntStream.range(0, 100).mapToObj(String::valueOf).toList());
    }

    @Test
    void shouldKeepKeysHeadersAndTimestamps() {
        String topic = clients.topic(2);
        Producer<byte[], byte[]> producer = clients.bytesProducer(Map.of());
        List<Header> headers = List.of(
                new RecordHeader("plain", "text".getBytes(StandardCharsets.UTF_8)),
                new RecordHeader("plain", new byte[] {0, -1, 10, 44}),
                new RecordHeader("empty", new byte[0]),
                new RecordHeader("none", (byte[]) null));
        get(producer.send(
                new ProducerRecord<>(topic, 1, 1_234_567_890_123L, new byte[] {1, 2}, new byte[] {3}, headers)));
        get(producer.send(new ProducerRecord<>(topic, 1, 1L, null, new byte[0], List.of())));
        get(producer.send(new ProducerRecord<>(topic, 1, 2L, new byte[0], null, List.of())));

        Consumer<byte[], byte[]> consumer = clients.bytesConsumer(EARLIEST);
        consumer.assign(List.of(new TopicPartition(topic, 1)));
        List<ConsumerRecord<byte[], byte[]>> records = poll(consumer, 3);

        assertThat(records.get(0).timestamp()).isEqualTo(1_234_567_890_123L);
        assertThat(records.get(0).timestampType()).isEqualTo(TimestampType.CREATE_TIME);
        assertThat(records.get(0).key()).containsExactly(1, 2);
        assertThat(records.get(0).headers().toArray()).containsExactlyElementsOf(headers);
        assertThat(records.get(1).key()).isNull();
        assertThat(records.get(1).value()).isEmpty();
        assertThat(records.get(2).key()).isEmpty();
        assertThat(records.get(2).value()).isNull();
    }

    @Test
    void shouldTakeLargeRecordsAndRefuseLargerThanTheTopicAllows() {
        String topic = clients.topic(1, Map.of("max.message.bytes", "3000000"));
        Producer<byte[], byte[]> producer = clients.bytesProducer(Map.of("max.request.size", 10_000_000));
        byte[] large = new byte[2_900_000];
        new Random(1).nextBytes(large);
        get(producer.send(new ProducerRecord<>(topic, large)));
        assertThatThrownBy(() -> get(producer.send(new ProducerRecord<>(topic, new byte[3_100_000]))))
                .isInstanceOf(RecordTooLargeException.class);
        get(producer.send(new ProducerRecord<>(topic, new byte[] {7})));

        Consumer<byte[], byte[]> consumer = clients.bytesConsumer(EARLIEST);
        consumer.assign(List.of(new TopicPartition(topic, 0)));
        List<ConsumerRecord<byte[], byte[]>> records = poll(consumer, 2);
        assertThat(Arrays.equals(records.get(0).value(), large)).isTrue();
        assertThat(records.get(1).value()).containsExactly(7);
        assertThat(records.get(1).offset()).isEqualTo(1);
    }

    @Test
    void shouldKeepTheOrderOfManySmallBatchesInFlight() {
        String topic = clients.topic(3);
        Producer<String, String> producer = clients.producer(Map.of("batch.size", 200, "linger.ms", 0));
        int perPartition = 3_000;
        for (int i = 0; i < perPartition; i++) {
            for (int partition = 0; partition < 3; partition++) {
                producer.send(new ProducerRecord<>(topic, partition, null, partition + "/" + i));
            }
        }
        producer.flush();
        for (int partition = 0; partition < 3; partition++) {
            Consumer<String, String> consumer = clients.consumer(EARLIEST);
            consumer.assign(List.of(new TopicPartition(topic, partition)));
            String prefix = partition + "/";
            assertThat(values(poll(consumer, perPartition)))
                    .isEqualTo(IntStream.range(0, perPartition)
                            .mapToObj(i -> prefix + i)
                            .toList());
        }
    }

    @Test
    void shouldStampTheTimeOfAppendWhenTheTopicAsksForIt() {
        String topic = clients.topic(1, Map.of("message.timestamp.type", "LogAppendTime"));
        Producer<String, String> producer = clients.producer(Map.of("compression.type", "lz4"));
        long before = System.currentTimeMillis() - 1000;
        RecordMetadata ack = get(producer.send(new ProducerRecord<>(topic, 0, 5L, "key", "value")));
        ConsumerRecord<String, String> record = poll(readerOf(topic), 1).get(0);
        assertThat(record.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
        assertThat(record.timestamp()).isGreaterThan(before).isEqualTo(ack.timestamp());
    }

    @Test
    void shouldRefuseTimestampsFurtherAheadThanTheTopicAllows() {
        String topic = clients.topic(1, Map.of("message.timestamp.after.max.ms", "1000"));
        Producer<String, String> producer = clients.producer(Map.of());
        long tomorrow = System.currentTimeMillis() + 86_400_000;
        assertThatThrownBy(() -> get(producer.send(new ProducerRecord<>(topic, 0, tomorrow, "key", "value"))))
                .isInstanceOf(InvalidTimestampException.class);
    }

    @Test
    void shouldRefuseRecordsWithoutKeyOnACompactedTopic() {
        String topic = clients.topic(1, Map.of("cleanup.policy", "compact"));
        Producer<String, String> producer = clients.producer(Map.of());
        assertThatThrownBy(() -> get(producer.send(new ProducerRecord<>(topic, "value"))))
                .isInstanceOf(InvalidRecordException.class);
        assertThat(get(producer.send(new ProducerRecord<>(topic, "key", "value")))
                        .offset())
                .isZero();
    }

    @Test
    void shouldKeepTheTopicsCodecWhateverTheProducerUses() {
        String topic = clients.topic(1, Map.of("compression.type", "zstd"));
        Producer<String, String> producer = clients.producer(Map.of("compression.type", "gzip", "linger.ms", 20));
        List<String> sent =
                IntStream.range(0, 500).mapToObj(i -> "again and again " + i).toList();
        sent.forEach(value -> producer.send(new ProducerRecord<>(topic, value)));
        producer.flush();
        assertThat(values(poll(readerOf(topic), sent.size()))).isEqualTo(sent);
    }

    @Test
    void shouldMakeATopicOnItsFirstRecord() {
        String topic = Clients.unique("auto");
        Producer<String, String> producer = clients.producer(Map.of());
        assertThat(get(producer.send(new ProducerRecord<>(topic, "first"))).offset())
                .isZero();
        assertThat(values(poll(readerOf(topic), 1))).containsExactly("first");
    }

    @Test
    void shouldServeSeveralIdempotentProducersOnOnePartition() {
        String topic = clients.topic(1);
        List<Producer<String, String>> producers = IntStream.range(0, 5)
                .mapToObj(i -> clients.producer(Map.of("linger.ms", 1)))
                .toList();
        for (int i = 0; i < 1_000; i++) {
            for (int p = 0; p < producers.size(); p++) {
                producers.get(p).send(new ProducerRecord<>(topic, "p" + p, "" + i));
            }
        }
        producers.forEach(Producer::flush);
        List<ConsumerRecord<String, String>> records = poll(readerOf(topic), 5_000);
        for (int p = 0; p < producers.size(); p++) {
            String key = "p" + p;
            assertThat(values(records.stream().filter(r -> key.equals(r.key())).toList()))
                    .isEqualTo(
                            IntStream.range(0, 1_000).mapToObj(String::valueOf).toList());
        }
    }

    /** A consumer of partition 0 from its start. */
    private Consumer<String, String> readerOf(String topic) {
        Consumer<String, String> consumer = clients.consumer(EARLIEST);
        consumer.assign(List.of(new TopicPartition(topic, 0)));
        return consumer;
    }
}
