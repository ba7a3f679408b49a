package dev.leat.controller.group.api;

import dev.leat.controller.group.StoredRecord;
import dev.leat.controller.group.StoredRecord.CommittedOffset;
import dev.leat.controller.group.StoredRecord.GroupRemoved;
import dev.leat.controller.group.StoredRecord.GroupSnapshot;
import dev.leat.controller.group.StoredRecord.GroupStored;
import dev.leat.controller.group.StoredRecord.MemberSnapshot;
import dev.leat.controller.group.StoredRecord.OffsetRemoved;
import dev.leat.controller.group.StoredRecord.OffsetStored;
import dev.leat.protocol.message.GroupMetadataKey;
import dev.leat.protocol.message.GroupMetadataKeyCodec;
import dev.leat.protocol.message.GroupMetadataValue;
import dev.leat.protocol.message.GroupMetadataValue.MemberMetadata;
import dev.leat.protocol.message.GroupMetadataValueCodec;
import dev.leat.protocol.message.OffsetCommitKey;
import dev.leat.protocol.message.OffsetCommitKeyCodec;
import dev.leat.protocol.message.OffsetCommitValue;
import dev.leat.protocol.message.OffsetCommitValueCodec;
import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.wire.DecodeBudget;
import dev.leat.protocol.wire.MalformedMessageException;
import dev.leat.protocol.wire.WireReader;
import dev.leat.protocol.wire.WireWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** Keys and values of {@code __consumer_offsets} in Kafka's form; the package describes it. */
public final class StoredRecordCodec {
    private static final short OFFSET_KEY = 1;
    private static final short GROUP_KEY = 2;
    private static final short OFFSET_VALUE = 4;
    private static final short OFFSET_VALUE_WITH_EXPIRY = 1; // the only version that can carry it
    private static final short GROUP_VALUE = 3;

    private StoredRecordCodec() {}

    /** The record's key. */
    public static Bytes key(StoredRecord record) {
        if (record instanceof OffsetStored stored) {
            return offsetKey(stored.groupId(), stored.topic(), stored.partition());
        }
        if (record instanceof OffsetRemoved removed) {
            return offsetKey(removed.groupId(), removed.topic(), removed.partition());
        }
        WireWriter out = begin(GROUP_KEY);
        GroupMetadataKey key =
                GroupMetadataKey.builder().group(record.groupId()).build();
        GroupMetadataKeyCodec.encode(key, out, GROUP_KEY);
        return out.finishAsBytes();
    }

    /** The record's value, null for a tombstone. */
    public static @Nullable Bytes value(StoredRecord record) {
        if (record instanceof OffsetStored stored) {
            return offsetValue(stored.value());
        }
        if (record instanceof GroupStored stored) {
            return groupValue(stored.value());
        }
        return null;
    }

    /**
     * What a record of the log says.
     *
     * @param key readable bytes; indices stay
     * @param value readable bytes, or null for a tombstone; indices stay
     * @return null for a record of another protocol's groups
     * @throws MalformedMessageException if this is no record that Kafka or we could have written
     */
    public static @Nullable StoredRecord decode(ByteBuf key, @Nullable ByteBuf value) throws MalformedMessageException {
        WireReader in = reader(key);
        short type = in.readInt16();
        if (type < 0) {
            throw new MalformedMessageException("record key of type " + type);
        }
        if (type > GROUP_KEY) {
            return null;
        }
        if (type == GROUP_KEY) {
            String groupId = GroupMetadataKeyCodec.decode(in, type).group();
            return value == null ? new GroupRemoved(groupId) : new GroupStored(groupId, group(value));
        }
        OffsetCommitKey offset = OffsetCommitKeyCodec.decode(in, type);
        return value == null
                ? new OffsetRemoved(offset.group(), offset.topic(), offset.partition())
                : new OffsetStored(offset.group(), offset.topic(), offset.partition(), offset(value));
    }

    private static Bytes offsetKey(String groupId, String topic, int partition) {
        WireWriter out = begin(OFFSET_KEY);
        OffsetCommitKey key = OffsetCommitKey.builder()
                .group(groupId)
                .topic(topic)
                .partition(partition)
                .build();
        OffsetCommitKeyCodec.encode(key, out, OFFSET_KEY);
        return out.finishAsBytes();
    }

    private static Bytes offsetValue(CommittedOffset committed) {
        boolean expires = committed.expireTimestampMs() != CommittedOffset.NONE;
        short version = expires ? OFFSET_VALUE_WITH_EXPIRY : OFFSET_VALUE;
        OffsetCommitValue value = OffsetCommitValue.builder()
                .offset(committed.offset())
                .leaderEpoch(committed.leaderEpoch())
                .metadata(committed.metadata())
                .commitTimestamp(committed.commitTimestampMs())
                .expireTimestamp(committed.expireTimestampMs())
                .topicId(committed.topicId())
                .build();
        WireWriter out = begin(version);
        OffsetCommitValueCodec.encode(value, out, version);
        return out.finishAsBytes();
    }

    private static CommittedOffset offset(ByteBuf value) throws MalformedMessageException {
        WireReader in = reader(value);
        OffsetCommitValue stored = OffsetCommitValueCodec.decode(in, in.readInt16());
        return new CommittedOffset(
                stored.offset(),
                stored.leaderEpoch(),
                stored.metadata(),
                stored.commitTimestamp(),
                stored.expireTimestamp(),
                stored.topicId());
    }

    private static Bytes groupValue(GroupSnapshot group) {
        GroupMetadataValue value = GroupMetadataValue.builder()
                .protocolType(group.protocolType())
                .generation(group.generationId())
                .protocol(group.protocol())
                .leader(group.leader())
                .currentStateTimestamp(group.stateTimestampMs())
                .members(group.members().stream().map(StoredRecordCodec::member).toList())
                .build();
        WireWriter out = begin(GROUP_VALUE);
        GroupMetadataValueCodec.encode(value, out, GROUP_VALUE);
        return out.finishAsBytes();
    }

    private static MemberMetadata member(MemberSnapshot member) {
        return MemberMetadata.builder()
                .memberId(member.memberId())
                .groupInstanceId(member.groupInstanceId())
                .clientId(member.clientId())
                .clientHost(member.clientHost())
                .rebalanceTimeout(member.rebalanceTimeoutMs())
                .sessionTimeout(member.sessionTimeoutMs())
                .subscription(member.subscription())
                .assignment(member.assignment())
                .build();
    }

    private static GroupSnapshot group(ByteBuf value) throws MalformedMessageException {
        WireReader in = reader(value);
        GroupMetadataValue stored = GroupMetadataValueCodec.decode(in, in.readInt16());
        return new GroupSnapshot(
                stored.protocolType(),
                stored.generation(),
                stored.protocol(),
                stored.leader(),
                stored.currentStateTimestamp(),
                stored.members().stream().map(StoredRecordCodec::member).toList());
    }

    private static MemberSnapshot member(MemberMetadata member) {
        return new MemberSnapshot(
                member.memberId(),
                member.groupInstanceId(),
                member.clientId(),
                member.clientHost(),
                member.rebalanceTimeout(),
                member.sessionTimeout(),
                member.subscription(),
                member.assignment());
    }

    private static WireWriter begin(short version) {
        WireWriter out = new WireWriter(UnpooledByteBufAllocator.DEFAULT);
        out.writeInt16(version);
        return out;
    }

    private static WireReader reader(ByteBuf content) {
        return new WireReader(content.slice(), DecodeBudget.forMessageOf(content.readableBytes()));
    }
}
