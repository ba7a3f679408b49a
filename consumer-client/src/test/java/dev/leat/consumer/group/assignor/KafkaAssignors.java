package dev.leat.consumer.group.assignor;

import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.model.TopicPartition;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.internals.AbstractPartitionAssignor;
import org.jspecify.annotations.Nullable;

/** Asks an assignor of kafka-clients what it would do. */
final class KafkaAssignors {
    private KafkaAssignors() {}

    static Map<String, List<TopicPartition>> assign(AbstractPartitionAssignor assignor, GroupView group) {
        Map<String, Subscription> subscriptions = new HashMap<>();
        group.members().forEach(member -> subscriptions.put(member.memberId(), subscription(member)));
        Map<String, List<TopicPartition>> result = new HashMap<>();
        assignor.assign(new HashMap<>(group.partitionCounts()), subscriptions)
                .forEach((member, partitions) -> result.put(
                        member,
                        partitions.stream()
                                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                                .toList()));
        return result;
    }

    @SuppressWarnings("NullAway") // Kafka takes null for no user data
    private static Subscription subscription(MemberView member) {
        @Nullable Bytes userData = member.userData();
        Subscription subscription = new Subscription(
                List.copyOf(member.topics()),
                userData == null ? null : ByteBuffer.wrap(userData.array()),
                member.owned().stream()
                        .map(partition ->
                                new org.apache.kafka.common.TopicPartition(partition.topic(), partition.partition()))
                        .toList(),
                member.generationId(),
                Optional.empty());
        subscription.setGroupInstanceId(Optional.ofNullable(member.groupInstanceId()));
        return subscription;
    }
}
