package dev.leat.controller.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.base.RandomSource;
import dev.leat.base.fake.SeededRandom;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class NodeValuesTest {
    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static List<PartitionState> randomPartitions(RandomSource random) {
        List<PartitionState> partitions = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            List<Integer> replicas = new ArrayList<>(List.of(random.nextInt(5)));
            List<ReplicaEpoch> isr = new ArrayList<>();
            List<ReplicaEpoch> elr = new ArrayList<>();
            for (int j = random.nextInt(4); j > 0; j--) {
                replicas.add(random.nextInt(1_000));
                isr.add(new ReplicaEpoch(random.nextInt(1_000), random.nextLong()));
                elr.add(new ReplicaEpoch(random.nextInt(1_000), random.nextLong()));
            }
            partitions.add(new PartitionState(
                    random.nextInt(10) - 1,
                    random.nextInt(100),
                    random.nextInt(100),
                    replicas,
                    isr,
                    elr,
                    random.nextInt(10) - 1));
        }
        return partitions;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldReadPartitionsAsTheyWereWrittenAndRefuseDamagedOnes(long seed) throws CorruptNodeException {
        RandomSource random = new SeededRandom(seed, "values");
        List<PartitionState> partitions = randomPartitions(random);
        byte[] value = NodeValues.ofPartitions(partitions);
        assertThat(NodeValues.partitions("/p", value)).isEqualTo(partitions);
        byte[] torn = Arrays.copyOf(value, random.nextInt(value.length));
        assertThatThrownBy(() -> NodeValues.partitions("/p", torn)).isInstanceOf(CorruptNodeException.class);
        value[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(8));
        try {
            List<PartitionState> unused = NodeValues.partitions("/p", value);
        } catch (CorruptNodeException expected) {
            assertThat(expected).hasMessageContaining("/p");
        }
    }

    @Test
    void shouldReadABrokerAsItWasWritten() throws CorruptNodeException {
        BrokerInfo broker = TestBrokers.inRack(3, "räck").info();
        assertThat(NodeValues.broker("/b", 3, NodeValues.ofBroker(broker))).isEqualTo(broker);
        BrokerInfo noRack = TestBrokers.broker(3, 1).info();
        assertThat(NodeValues.broker("/b", 3, NodeValues.ofBroker(noRack))).isEqualTo(noRack);
    }

    @Test
    void shouldKeepTheFormatOfATopicNode() {
        PartitionState state = PartitionRules.created(List.of(0), TestBrokers.live(TestBrokers.broker(0, 1)));
        TopicImage topic = new TopicImage("t", new Uuid(1, 2), List.of(state), Map.of("a", "b"));
        assertThat(HexFormat.of().formatHex(NodeValues.ofTopic(topic)))
                .isEqualTo("01" + "00000000000000010000000000000002" + "00000001" // one partition
                        + "00000001" + "00000001" + "61" + "00000001" + "62");
        assertThat(HexFormat.of().formatHex(NodeValues.ofPartitions(List.of(state))))
                .isEqualTo("01" + "00000001" + "00000000" + "00000000" + "00000000" + "ffffffff" // no last leader
                        + "00000001" + "00000000" // replicas
                        + "00000001" + "00000000" + "0000000000000001" // isr
                        + "00000000");
    }

    @Test
    void shouldRefuseAnotherFormatAndTrailingBytes() {
        byte[] value = NodeValues.ofInt(3);
        assertThatThrownBy(() -> NodeValues.intOf("/x", Arrays.copyOf(value, 6)))
                .hasMessageContaining("too many");
        value[0] = 2;
        assertThatThrownBy(() -> NodeValues.intOf("/x", value)).hasMessageContaining("format 2");
    }
}
