package dev.leat.consumer.group;

import dev.leat.protocol.message.ConsumerGroupHeartbeatRequest;
import dev.leat.protocol.message.ConsumerGroupHeartbeatRequest.TopicPartitions;
import dev.leat.protocol.model.Uuid;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the heartbeats of a KIP-848 member: all there is to say at first and after a failure, then what changed. */
final class ModernHeartbeats {
    static final int JOIN_EPOCH = 0;
    static final int LEAVE_EPOCH = -1;
    /** Of a static member that will be back. */
    static final int PAUSE_EPOCH = -2;

    private final MemberConfig config;
    private MemberEvent.@Nullable Subscription toldSubscription;
    private @Nullable Map<Uuid, Set<Integer>> toldOwned;

    ModernHeartbeats(MemberConfig config) {
        this.config = config;
    }

    /** The broker may not know what it was told. */
    void forget() {
        toldSubscription = null;
        toldOwned = null;
    }

    ConsumerGroupHeartbeatRequest next(
            MemberAction.Identity identity, MemberEvent.Subscription subscription, Map<Uuid, Set<Integer>> owned) {
        ConsumerGroupHeartbeatRequest.Builder request = begin(identity);
        if (toldSubscription == null) {
            request.rackId(config.rackId())
                    .rebalanceTimeoutMs(config.maxPollIntervalMs())
                    .serverAssignor(config.remoteAssignor());
        }
        if (!subscription.equals(toldSubscription)) {
            tell(subscription, request);
        }
        if (!owned.equals(toldOwned)) {
            request.topicPartitions(owned.entrySet().stream()
                    .map(topic -> new TopicPartitions(topic.getKey(), List.copyOf(topic.getValue())))
                    .toList());
            toldOwned = owned;
        }
        return request.build();
    }

    /** An empty pattern takes back one of before; brokers of version 0 know none, so it is not sent in vain. */
    private void tell(MemberEvent.Subscription subscription, ConsumerGroupHeartbeatRequest.Builder request) {
        boolean hadRegex = toldSubscription != null && !toldSubscription.regex().isEmpty();
        request.subscribedTopicNames(subscription.topics().stream().sorted().toList());
        if (hadRegex || !subscription.regex().isEmpty()) {
            request.subscribedTopicRegex(subscription.regex());
        }
        toldSubscription = subscription;
    }

    ConsumerGroupHeartbeatRequest leaving(MemberAction.Identity identity) {
        return begin(identity).build();
    }

    private ConsumerGroupHeartbeatRequest.Builder begin(MemberAction.Identity identity) {
        return ConsumerGroupHeartbeatRequest.builder()
                .groupId(config.groupId())
                .memberId(identity.memberId())
                .memberEpoch(identity.epoch())
                .instanceId(config.instanceId());
    }
}
