package dev.leat.consumer.group.assignor;

import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.model.TopicPartition;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sticky assignor's user data; the package's page has its layout. */
final class StickyUserData {
    private StickyUserData() {}

    static Bytes encode(StickyClaim claim) {
        Map<String, List<Integer>> byTopic = claim.partitions().stream()
                .collect(Collectors.groupingBy(
                        TopicPartition::topic,
                        TreeMap::new,
                        Collectors.mapping(TopicPartition::partition, Collectors.toList())));
        Map<byte[], List<Integer>> named = byTopic.entrySet().stream()
                .collect(Collectors.toMap(
                        topic -> topic.getKey().getBytes(StandardCharsets.UTF_8), Map.Entry::getValue));
        int size = 2 * Integer.BYTES;
        for (Map.Entry<byte[], List<Integer>> topic : named.entrySet()) {
            size += Short.BYTES
                    + topic.getKey().length
                    + Integer.BYTES * (1 + topic.getValue().size());
        }
        ByteBuffer out = ByteBuffer.allocate(size).putInt(named.size());
        named.forEach((name, partitions) -> {
            out.putShort((short) name.length).put(name).putInt(partitions.size());
            partitions.forEach(out::putInt);
        });
        return Bytes.wrap(out.putInt(claim.generationId()).array());
    }

    /** What cannot be read claims nothing: a claim is only a wish. */
    static StickyClaim decode(@Nullable Bytes userData) {
        if (userData == null || userData.size() == 0) {
            return StickyClaim.NONE;
        }
        try {
            return read(ByteBuffer.wrap(userData.array()).asReadOnlyBuffer());
        } catch (BufferUnderflowException | IllegalArgumentException foreign) {
            return StickyClaim.NONE;
        }
    }

    private static StickyClaim read(ByteBuffer in) {
        Set<TopicPartition> partitions = new HashSet<>();
        for (int topics = in.getInt(); topics > 0; topics--) {
            byte[] name = new byte[Math.min(in.getShort() & 0xFFFF, in.remaining())];
            in.get(name);
            String topic = new String(name, StandardCharsets.UTF_8);
            for (int count = in.getInt(); count > 0; count--) {
                partitions.add(new TopicPartition(topic, in.getInt()));
            }
        }
        return new StickyClaim(partitions, in.hasRemaining() ? in.getInt() : StickyClaim.NO_GENERATION);
    }
}
