package dev.leat.cli.group;

import dev.leat.client.error.FatalException;
import dev.leat.protocol.message.ConsumerProtocolAssignment;
import dev.leat.protocol.message.ConsumerProtocolAssignmentCodec;
import dev.leat.protocol.message.ConsumerProtocolSubscription;
import dev.leat.protocol.message.ConsumerProtocolSubscriptionCodec;
import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.wire.DecodeBudget;
import dev.leat.protocol.wire.MalformedMessageException;
import dev.leat.protocol.wire.WireReader;
import dev.leat.protocol.wire.WireWriter;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What members of a group tell each other through the broker, which does not read it: a version, then a message. */
final class ConsumerProtocol {
    private static final short VERSION = 0; // holds all that the range assignor needs

    private ConsumerProtocol() {}

    @FunctionalInterface
    private interface Decoder<T> {
        T decode(WireReader in, short version) throws MalformedMessageException;
    }

    static Bytes subscription(List<String> topics) {
        WireWriter out = begin();
        ConsumerProtocolSubscriptionCodec.encode(
                ConsumerProtocolSubscription.builder().topics(topics).build(), out, VERSION);
        return out.finishAsBytes();
    }

    static List<String> topics(Bytes subscription) {
        return decode(
                        subscription,
                        ConsumerProtocolSubscriptionCodec::decode,
                        ConsumerProtocolSubscriptionCodec.LATEST_VERSION)
                .topics();
    }

    static Bytes assignment(List<TopicPartition> partitions) {
        Map<String, List<Integer>> byTopic = new LinkedHashMap<>();
        partitions.forEach(partition -> byTopic.computeIfAbsent(partition.topic(), any -> new ArrayList<>())
                .add(partition.partition()));
        WireWriter out = begin();
        ConsumerProtocolAssignmentCodec.encode(
                ConsumerProtocolAssignment.builder()
                        .assignedPartitions(byTopic.entrySet().stream()
                                .map(topic ->
                                        new ConsumerProtocolAssignment.TopicPartition(topic.getKey(), topic.getValue()))
                                .toList())
                        .build(),
                out,
                VERSION);
        return out.finishAsBytes();
    }

    static List<TopicPartition> partitions(Bytes assignment) {
        if (assignment.size() == 0) {
            return List.of();
        }
        List<TopicPartition> partitions = new ArrayList<>();
        decode(assignment, ConsumerProtocolAssignmentCodec::decode, ConsumerProtocolAssignmentCodec.LATEST_VERSION)
                .assignedPartitions()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(topic.topic(), partition))));
        return partitions;
    }

    private static WireWriter begin() {
        WireWriter out = new WireWriter(UnpooledByteBufAllocator.DEFAULT);
        out.writeInt16(VERSION);
        return out;
    }

    /** Reads a newer form too, as far as it is known: later versions only add fields at the end. */
    private static <T> T decode(Bytes bytes, Decoder<T> decoder, short latest) {
        try {
            WireReader in =
                    new WireReader(Unpooled.wrappedBuffer(bytes.array()), DecodeBudget.forMessageOf(bytes.size()));
            return decoder.decode(in, (short) Math.min(in.readInt16(), latest));
        } catch (MalformedMessageException foreign) {
            throw new FatalException(
                    null, "a member of the group speaks another protocol", "use a group of its own", foreign);
        }
    }
}
