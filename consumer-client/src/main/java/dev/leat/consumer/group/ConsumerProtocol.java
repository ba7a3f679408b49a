package dev.leat.consumer.group;

import dev.leat.client.error.FatalException;
import dev.leat.consumer.group.assignor.MemberView;
import dev.leat.protocol.message.ConsumerProtocolAssignment;
import dev.leat.protocol.message.ConsumerProtocolAssignmentCodec;
import dev.leat.protocol.message.ConsumerProtocolSubscription;
import dev.leat.protocol.message.ConsumerProtocolSubscriptionCodec;
import dev.leat.protocol.message.JoinGroupResponse.JoinGroupResponseMember;
import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.wire.DecodeBudget;
import dev.leat.protocol.wire.MalformedMessageException;
import dev.leat.protocol.wire.WireReader;
import dev.leat.protocol.wire.WireWriter;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What members of a classic group tell each other through the broker, which does not read it: a version in two bytes, then a
 * message. Newer versions only add fields at the end, so what is newer than known is read as far as it is known.
 */
final class ConsumerProtocol {
    /** The protocol type of groups of consumers. */
    static final String TYPE = "consumer";

    private ConsumerProtocol() {}

    @FunctionalInterface
    private interface Decoder<T> {
        T decode(WireReader in, short version) throws MalformedMessageException;
    }

    static Bytes subscription(MemberView member) {
        ConsumerProtocolSubscription message = ConsumerProtocolSubscription.builder()
                .topics(List.copyOf(new TreeSet<>(member.topics())))
                .userData(member.userData())
                .ownedPartitions(byTopic(member.owned()).entrySet().stream()
                        .map(topic ->
                                new ConsumerProtocolSubscription.TopicPartition(topic.getKey(), list(topic.getValue())))
                        .toList())
                .generationId(member.generationId())
                .rackId(member.rackId())
                .build();
        WireWriter out = begin(ConsumerProtocolSubscriptionCodec.LATEST_VERSION);
        ConsumerProtocolSubscriptionCodec.encode(message, out, ConsumerProtocolSubscriptionCodec.LATEST_VERSION);
        return out.finishAsBytes();
    }

    /** What a member told the leader. */
    static MemberView member(JoinGroupResponseMember member) {
        ConsumerProtocolSubscription subscription = decode(
                member.metadata(),
                ConsumerProtocolSubscriptionCodec::decode,
                ConsumerProtocolSubscriptionCodec.LATEST_VERSION);
        Set<TopicPartition> owned = new HashSet<>();
        subscription
                .ownedPartitions()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> owned.add(new TopicPartition(topic.topic(), partition))));
        return new MemberView(
                member.memberId(),
                member.groupInstanceId(),
                new HashSet<>(subscription.topics()),
                owned,
                subscription.generationId(),
                subscription.userData(),
                subscription.rackId());
    }

    static Bytes assignment(Collection<TopicPartition> partitions) {
        ConsumerProtocolAssignment message = ConsumerProtocolAssignment.builder()
                .assignedPartitions(byTopic(partitions).entrySet().stream()
                        .map(topic ->
                                new ConsumerProtocolAssignment.TopicPartition(topic.getKey(), list(topic.getValue())))
                        .toList())
                .build();
        WireWriter out = begin(ConsumerProtocolAssignmentCodec.LATEST_VERSION);
        ConsumerProtocolAssignmentCodec.encode(message, out, ConsumerProtocolAssignmentCodec.LATEST_VERSION);
        return out.finishAsBytes();
    }

    /** No bytes at all are no partitions: the coordinator sends that to members that the leader did not mention. */
    static Set<TopicPartition> partitions(Bytes assignment) {
        Set<TopicPartition> partitions = new HashSet<>();
        if (assignment.size() > 0) {
            decode(assignment, ConsumerProtocolAssignmentCodec::decode, ConsumerProtocolAssignmentCodec.LATEST_VERSION)
                    .assignedPartitions()
                    .forEach(topic -> topic.partitions()
                            .forEach(partition -> partitions.add(new TopicPartition(topic.topic(), partition))));
        }
        return partitions;
    }

    private static List<Integer> list(Set<Integer> partitions) {
        return List.copyOf(partitions);
    }

    private static Map<String, Set<Integer>> byTopic(Collection<TopicPartition> partitions) {
        Map<String, Set<Integer>> byTopic = new TreeMap<>();
        partitions.forEach(partition -> byTopic.computeIfAbsent(partition.topic(), any -> new TreeSet<>())
                .add(partition.partition()));
        return byTopic;
    }

    private static WireWriter begin(short version) {
        WireWriter out = new WireWriter(UnpooledByteBufAllocator.DEFAULT);
        out.writeInt16(version);
        return out;
    }

    private static <T> T decode(Bytes bytes, Decoder<T> decoder, short latest) {
        try {
            WireReader in =
                    new WireReader(Unpooled.wrappedBuffer(bytes.array()), DecodeBudget.forMessageOf(bytes.size()));
            return decoder.decode(in, (short) Math.min(in.readInt16(), latest));
        } catch (MalformedMessageException | IllegalArgumentException foreign) {
            throw new FatalException(
                    null,
                    "a member of the group speaks another protocol",
                    "set a group.id that no other kind of application uses",
                    foreign);
        }
    }
}
