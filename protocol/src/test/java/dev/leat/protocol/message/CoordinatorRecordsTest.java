package dev.leat.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.message.GroupMetadataValue.MemberMetadata;
import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.model.Uuid;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What coordinators write into their topic, against bytes that Kafka's group coordinator 4.3.1 wrote. */
class CoordinatorRecordsTest {
    private static final MemberMetadata MEMBER = MemberMetadata.builder()
            .memberId("m-1")
            .groupInstanceId("i-1")
            .clientId("c")
            .clientHost("/127.0.0.1")
            .rebalanceTimeout(300_000)
            .sessionTimeout(45_000)
            .subscription(Bytes.wrap(new byte[] {1, 2}))
            .assignment(Bytes.wrap(new byte[] {3}))
            .build();

    private static final GroupMetadataValue GROUP = GroupMetadataValue.builder()
            .protocolType("consumer")
            .generation(7)
            .protocol("range")
            .leader(null)
            .currentStateTimestamp(1_700_000_000_000L)
            .members(List.of(MEMBER))
            .build();

    private static final OffsetCommitValue OFFSET = OffsetCommitValue.builder()
            .offset(1_234_567_890_123L)
            .leaderEpoch(5)
            .metadata("note")
            .commitTimestamp(1_700_000_000_000L)
            .expireTimestamp(1_700_000_009_000L)
            .topicId(new Uuid(1, 2))
            .build();

    @ParameterizedTest
    @CsvSource({
        "0, 0008636f6e73756d657200000007000572616e6765ffff0000000100036d2d31000163000a2f3132372e302e30"
                + "2e310000afc80000000201020000000103",
        "1, 0008636f6e73756d657200000007000572616e6765ffff0000000100036d2d31000163000a2f3132372e302e30"
                + "2e31000493e00000afc80000000201020000000103",
        "2, 0008636f6e73756d657200000007000572616e6765ffff0000018bcfe568000000000100036d2d31000163000a"
                + "2f3132372e302e302e31000493e00000afc80000000201020000000103",
        "3, 0008636f6e73756d657200000007000572616e6765ffff0000018bcfe568000000000100036d2d310003692d31"
                + "000163000a2f3132372e302e302e31000493e00000afc80000000201020000000103",
        "4, 09636f6e73756d6572000000070672616e6765000000018bcfe5680002046d2d3104692d3102630b2f3132372e"
                + "302e302e31000493e00000afc803010202030000"
    })
    void shouldWriteGroupsAsKafkaDoes(short version, String golden) throws Exception {
        check("GroupMetadataValue", GROUP, version, golden);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0000011f71fb04cb00046e6f74650000018bcfe56800",
        "1, 0000011f71fb04cb00046e6f74650000018bcfe568000000018bcfe58b28",
        "2, 0000011f71fb04cb00046e6f74650000018bcfe56800",
        "3, 0000011f71fb04cb0000000500046e6f74650000018bcfe56800",
        "4, 0000011f71fb04cb00000005056e6f74650000018bcfe5680001001000000000000000010000000000000002"
    })
    void shouldWriteOffsetsAsKafkaDoes(short version, String golden) throws Exception {
        check("OffsetCommitValue", OFFSET, version, golden);
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void shouldWriteKeysAsKafkaDoes(short version) throws Exception {
        check("GroupMetadataKey", new GroupMetadataKey("shoppers"), (short) 2, "000873686f7070657273");
        OffsetCommitKey offset = new OffsetCommitKey("shoppers", "orders", 3);
        check("OffsetCommitKey", offset, version, "000873686f707065727300066f726465727300000003");
    }

    private static void check(String name, Object value, short version, String golden) throws Exception {
        OurMessage message = new OurMessage(name);
        byte[] bytes = HexFormat.of().parseHex(golden);
        assertThat(HexFormat.of().formatHex(message.encode(value, version))).isEqualTo(golden);
        Object read = message.decode(Unpooled.wrappedBuffer(bytes), version);
        assertThat(message.encode(read, version)).isEqualTo(bytes);
    }
}
