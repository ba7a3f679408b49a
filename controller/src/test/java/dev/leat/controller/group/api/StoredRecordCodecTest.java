package dev.leat.controller.group.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.controller.group.StoredRecord;
import dev.leat.controller.group.StoredRecord.CommittedOffset;
import dev.leat.controller.group.StoredRecord.GroupRemoved;
import dev.leat.controller.group.StoredRecord.GroupSnapshot;
import dev.leat.controller.group.StoredRecord.GroupStored;
import dev.leat.controller.group.StoredRecord.MemberSnapshot;
import dev.leat.controller.group.StoredRecord.OffsetRemoved;
import dev.leat.controller.group.StoredRecord.OffsetStored;
import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.wire.MalformedMessageException;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.coordinator.group.generated.GroupMetadataKey;
import org.apache.kafka.coordinator.group.generated.GroupMetadataValue;
import org.apache.kafka.coordinator.group.generated.OffsetCommitKey;
import org.apache.kafka.coordinator.group.generated.OffsetCommitValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoredRecordCodecTest {
    private static final Uuid TOPIC_ID = new Uuid(0x0102030405060708L, 0x090a0b0c0d0e0f10L);
    private static final OffsetStored OFFSET =
            new OffsetStored("g", "t", 3, new CommittedOffset(42, 7, "note", 1_000, CommittedOffset.NONE, TOPIC_ID));
    private static final MemberSnapshot MEMBER =
            new MemberSnapshot("m-1", "i", "client", "/10.0.0.1", 60_000, 10_000, bytes(1, 2), bytes(3, 4, 5));
    private static final GroupStored GROUP =
            new GroupStored("g", new GroupSnapshot("consumer", 5, "range", "m-1", 2_000, List.of(MEMBER)));
    private static final GroupStored EMPTY_GROUP =
            new GroupStored("g", new GroupSnapshot("", 0, null, null, -1, List.of()));

    static Stream<StoredRecord> records() {
        return Stream.of(
                OFFSET,
                new OffsetStored("g", "t", 0, new CommittedOffset(1, -1, "", 5, 6, Uuid.ZERO)),
                new OffsetRemoved("g", "t", 3),
                GROUP,
                EMPTY_GROUP,
                new GroupRemoved("g"));
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldReadWhatItWrote(StoredRecord record) throws Exception {
        assertThat(decode(StoredRecordCodec.key(record), StoredRecordCodec.value(record)))
                .isEqualTo(record);
    }

    @Test
    void shouldWriteTheseBytesForAnOffset() {
        assertThat(hex(StoredRecordCodec.key(OFFSET))).isEqualTo("0001" + "000167" + "000174" + "00000003");
        assertThat(hex(StoredRecordCodec.value(OFFSET)))
                .isEqualTo("0004" + "000000000000002a" + "00000007" + "056e6f7465" + "00000000000003e8" + "01" + "00"
                        + "10" + "0102030405060708090a0b0c0d0e0f10");
    }

    @Test
    void shouldWriteTheseBytesForAnOffsetWithItsOwnRetention() {
        StoredRecord expiring = new OffsetStored("g", "t", 0, new CommittedOffset(1, 9, "", 5, 6, Uuid.ZERO));

        assertThat(hex(StoredRecordCodec.value(expiring)))
                .isEqualTo("0001" + "0000000000000001" + "0000" + "0000000000000005" + "0000000000000006");
    }

    @Test
    void shouldWriteTheseBytesForAGroup() {
        assertThat(hex(StoredRecordCodec.key(GROUP))).isEqualTo("0002" + "000167");
        assertThat(hex(StoredRecordCodec.value(EMPTY_GROUP)))
                .isEqualTo("0003" + "0000" + "00000000" + "ffff" + "ffff" + "ffffffffffffffff" + "00000000");
    }

    @Test
    void shouldBeReadByKafka() {
        OffsetCommitKey key = new OffsetCommitKey(kafkaReads(StoredRecordCodec.key(OFFSET), 1), (short) 0);
        assertThat(key.group()).isEqualTo("g");
        assertThat(key.topic()).isEqualTo("t");
        assertThat(key.partition()).isEqualTo(3);

        OffsetCommitValue offset = new OffsetCommitValue(kafkaReads(StoredRecordCodec.value(OFFSET), 4), (short) 4);
        assertThat(offset.offset()).isEqualTo(42);
        assertThat(offset.leaderEpoch()).isEqualTo(7);
        assertThat(offset.metadata()).isEqualTo("note");
        assertThat(offset.commitTimestamp()).isEqualTo(1_000);
        assertThat(offset.topicId().toString()).isEqualTo(TOPIC_ID.toString());

        assertThat(new GroupMetadataKey(kafkaReads(StoredRecordCodec.key(GROUP), 2), (short) 0).group())
                .isEqualTo("g");
        GroupMetadataValue group = new GroupMetadataValue(kafkaReads(StoredRecordCodec.value(GROUP), 3), (short) 3);
        assertThat(group).isEqualTo(kafkaGroup());
    }

    static IntStream versions() {
        return IntStream.rangeClosed(0, 4);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldReadEveryVersionThatKafkaWrote(int version) throws Exception {
        OffsetCommitValue offset = new OffsetCommitValue()
                .setOffset(42)
                .setLeaderEpoch(7)
                .setMetadata("note")
                .setCommitTimestamp(1_000);
        CommittedOffset read = ((OffsetStored) decodeFromKafka(
                        new OffsetCommitKey().setGroup("g").setTopic("t").setPartition(3), 1, offset, version))
                .value();
        assertThat(read.offset()).isEqualTo(42);
        assertThat(read.leaderEpoch()).isEqualTo(version >= 3 ? 7 : -1);
        assertThat(read.metadata()).isEqualTo("note");

        GroupSnapshot group =
                ((GroupStored) decodeFromKafka(new GroupMetadataKey().setGroup("g"), 2, kafkaGroup(), version)).value();
        assertThat(group.generationId()).isEqualTo(5);
        assertThat(group.stateTimestampMs()).isEqualTo(version >= 2 ? 2_000 : -1);
        assertThat(group.members()).hasSize(1);
        assertThat(group.members().get(0).groupInstanceId()).isEqualTo(version >= 3 ? "i" : null);
        assertThat(group.members().get(0).rebalanceTimeoutMs()).isEqualTo(version >= 1 ? 60_000 : -1);
        assertThat(group.members().get(0).assignment()).isEqualTo(bytes(3, 4, 5));
    }

    @Test
    void shouldPassOverRecordsOfOtherProtocols() throws Exception {
        assertThat(decode(bytes(0, 3, 1, 2, 3), bytes(0, 0))).isNull();
    }

    @Test
    void shouldRefuseWhatNobodyWrote() {
        assertThatThrownBy(() -> decode(bytes(0xff, 0xff), null)).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> decode(bytes(0, 1, 0), null)).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> decode(StoredRecordCodec.key(OFFSET), bytes(0, 9)))
                .isInstanceOf(MalformedMessageException.class);
    }

    private static GroupMetadataValue kafkaGroup() {
        return new GroupMetadataValue()
                .setProtocolType("consumer")
                .setGeneration(5)
                .setProtocol("range")
                .setLeader("m-1")
                .setCurrentStateTimestamp(2_000)
                .setMembers(List.of(new GroupMetadataValue.MemberMetadata()
                        .setMemberId("m-1")
                        .setGroupInstanceId("i")
                        .setClientId("client")
                        .setClientHost("/10.0.0.1")
                        .setRebalanceTimeout(60_000)
                        .setSessionTimeout(10_000)
                        .setSubscription(new byte[] {1, 2})
                        .setAssignment(new byte[] {3, 4, 5})));
    }

    private static StoredRecord decodeFromKafka(Message key, int keyType, Message value, int valueVersion)
            throws MalformedMessageException {
        Bytes keyBytes = kafkaWrites(key, keyType, 0);
        StoredRecord record = decode(keyBytes, kafkaWrites(value, valueVersion, valueVersion));
        assertThat(record).isNotNull();
        return record;
    }

    private static Bytes kafkaWrites(Message message, int prefix, int version) {
        ByteBuffer body =
                MessageUtil.toByteBufferAccessor(message, (short) version).buffer();
        ByteBuffer whole = ByteBuffer.allocate(Short.BYTES + body.remaining())
                .putShort((short) prefix)
                .put(body);
        return Bytes.wrap(whole.array());
    }

    private static ByteBufferAccessor kafkaReads(@Nullable Bytes bytes, int prefix) {
        assertThat(bytes).isNotNull();
        ByteBuffer buffer = ByteBuffer.wrap(bytes.array());
        assertThat(buffer.getShort()).isEqualTo((short) prefix);
        return new ByteBufferAccessor(buffer);
    }

    private static @Nullable StoredRecord decode(Bytes key, @Nullable Bytes value) throws MalformedMessageException {
        return StoredRecordCodec.decode(
                Unpooled.wrappedBuffer(key.array()), value == null ? null : Unpooled.wrappedBuffer(value.array()));
    }

    private static String hex(@Nullable Bytes bytes) {
        assertThat(bytes).isNotNull();
        return HexFormat.of().formatHex(bytes.array());
    }

    private static Bytes bytes(int... values) {
        byte[] content = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            content[i] = (byte) values[i];
        }
        return Bytes.wrap(content);
    }
}
