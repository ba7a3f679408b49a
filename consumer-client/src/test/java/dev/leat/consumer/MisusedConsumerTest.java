package dev.leat.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.error.MisuseException;
import dev.leat.client.serde.Deserializer;
import dev.leat.client.serde.Serdes;
import dev.leat.consumer.fetch.Batches;
import dev.leat.protocol.model.TopicPartition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mistakes are told at once, and by name. */
@Timeout(60)
class MisusedConsumerTest {
    private static final TopicPartition PARTITION = new TopicPartition(ScriptedCluster.TOPIC, 0);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ScriptedCluster cluster;
    private final Consumer<byte[], byte[]> consumer;

    MisusedConsumerTest() throws IOException {
        cluster = new ScriptedCluster();
        cluster.log(new Batches().plain(0, 10).bytes(), 10);
        consumer = cluster.consumer(Map.of());
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    @Test
    void shouldNotPollWhatWasNeverNamed() {
        assertThatThrownBy(() -> consumer.poll(LONG))
                .isInstanceOf(MisuseException.class)
                .hasMessageContaining("nothing to poll");
    }

    @Test
    void shouldTellOfNoCommitsWithoutAGroup() {
        assertThatThrownBy(() -> consumer.committed(Set.of(PARTITION)))
                .isInstanceOf(MisuseException.class)
                .hasMessageContaining("no group");
    }

    @Test
    void shouldNotTakeASecondWalkForAnEmptyPoll() {
        consumer.assign(List.of(PARTITION));
        Records<byte[], byte[]> records = consumer.poll(LONG);
        assertThat(records).hasSize(10);
        assertThatThrownBy(records::iterator)
                .isInstanceOf(MisuseException.class)
                .hasMessageContaining("have been walked");
        assertThat(consumer.poll(Duration.ZERO)).isEmpty();
    }

    @Test
    void shouldSayWhichRecordCannotBeDeserialized() {
        try (Consumer<byte[], Long> wrong = Consumer.create(
                Map.of("bootstrap.servers", cluster.bootstrap(), "auto.offset.reset", "earliest"),
                Serdes.byteArray().deserializer(),
                Serdes.longNumber().deserializer())) {
            wrong.assign(List.of(PARTITION));
            RecordView<byte[], Long> first = wrong.poll(LONG).iterator().next();
            assertThatThrownBy(first::value)
                    .isInstanceOf(MisuseException.class)
                    .hasMessageContaining("value of t-0 at offset 0");
        }
    }

    @Test
    @SuppressWarnings("NullAway") // as somebody may who does not check
    void shouldNameTheDeserializerThatIsMissing() {
        Map<String, Object> settings = Map.of("bootstrap.servers", cluster.bootstrap());
        assertThatThrownBy(() -> Consumer.create(
                        settings,
                        (Deserializer<byte[]>) null,
                        Serdes.byteArray().deserializer()))
                .isInstanceOf(MisuseException.class)
                .hasMessageContaining("deserializer of the keys");
    }
}
