package dev.leat.consumer.group;

import dev.leat.consumer.group.assignor.Assignor;
import dev.leat.consumer.group.assignor.MemberView;
import dev.leat.protocol.message.HeartbeatRequest;
import dev.leat.protocol.message.JoinGroupRequest;
import dev.leat.protocol.message.JoinGroupRequest.JoinGroupRequestProtocol;
import dev.leat.protocol.message.SyncGroupRequest;
import dev.leat.protocol.message.SyncGroupRequest.SyncGroupRequestAssignment;
import dev.leat.protocol.model.TopicPartition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The requests of a classic member. */
final class ClassicRequests {
    private static final int JOIN_MARGIN_MS = 5_000; // the broker answers when the rebalance is over, and then travels
    private static final int MAX_REASON_CHARS = 255; // the broker refuses more

    private final MemberConfig config;

    ClassicRequests(MemberConfig config) {
        this.config = config;
    }

    /** Joins and syncs are answered when all members are there, at the latest after the rebalance time-out. */
    int rebalanceTimeoutMs() {
        return Math.max(config.requestTimeoutMs(), config.maxPollIntervalMs() + JOIN_MARGIN_MS);
    }

    JoinGroupRequest join(
            MemberAction.Identity identity,
            List<Assignor> assignors,
            Set<String> topics,
            Set<TopicPartition> owned,
            String reason) {
        return JoinGroupRequest.builder()
                .groupId(config.groupId())
                .sessionTimeoutMs(config.sessionTimeoutMs())
                .rebalanceTimeoutMs(config.maxPollIntervalMs())
                .memberId(identity.memberId())
                .groupInstanceId(config.instanceId())
                .protocolType(ConsumerProtocol.TYPE)
                .protocols(assignors.stream()
                        .map(assignor -> new JoinGroupRequestProtocol(
                                assignor.name(),
                                ConsumerProtocol.subscription(new MemberView(
                                        identity.memberId(),
                                        config.instanceId(),
                                        topics,
                                        owned,
                                        identity.epoch(),
                                        assignor.userData(topics),
                                        config.rackId()))))
                        .toList())
                .reason(reason.substring(0, Math.min(reason.length(), MAX_REASON_CHARS)))
                .build();
    }

    /**
     * @param assignment what the leader decided; empty from everybody else
     */
    SyncGroupRequest sync(
            MemberAction.Identity identity, String assignor, Map<String, List<TopicPartition>> assignment) {
        return SyncGroupRequest.builder()
                .groupId(config.groupId())
                .generationId(identity.epoch())
                .memberId(identity.memberId())
                .groupInstanceId(config.instanceId())
                .protocolType(ConsumerProtocol.TYPE)
                .protocolName(assignor)
                .assignments(new TreeMap<>(assignment)
                        .entrySet().stream()
                                .map(member -> new SyncGroupRequestAssignment(
                                        member.getKey(), ConsumerProtocol.assignment(member.getValue())))
                                .toList())
                .build();
    }

    HeartbeatRequest heartbeat(MemberAction.Identity identity) {
        return HeartbeatRequest.builder()
                .groupId(config.groupId())
                .generationId(identity.epoch())
                .memberId(identity.memberId())
                .groupInstanceId(config.instanceId())
                .build();
    }
}
