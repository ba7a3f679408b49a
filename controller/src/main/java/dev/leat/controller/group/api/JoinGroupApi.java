package dev.leat.controller.group.api;

import dev.leat.controller.group.GroupReply.JoinReply;
import dev.leat.controller.group.GroupRequest.Join;
import dev.leat.controller.group.GroupRequest.Protocol;
import dev.leat.controller.group.ReplyTo;
import dev.leat.protocol.message.JoinGroupRequest;
import dev.leat.protocol.message.JoinGroupResponse;
import dev.leat.protocol.message.JoinGroupResponse.JoinGroupResponseMember;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JoinGroup 0 to 9: from 1 with a rebalance timeout of its own, from 4 with the round trip for a member id (KIP-394), from 5
 * with static members (KIP-345), from 9 with skipped assignments (KIP-814).
 */
public final class JoinGroupApi {
    private JoinGroupApi() {}

    /**
     * The request's meaning.
     *
     * @param clientId from the request's header
     * @param clientHost address of the client as Kafka writes it, like {@code /10.0.0.1}
     */
    public static Join request(
            JoinGroupRequest request,
            short version,
            @Nullable String clientId,
            String clientHost,
            ReplyTo<JoinReply> replyTo) {
        return new Join(
                replyTo,
                request.groupId(),
                request.memberId(),
                request.groupInstanceId(),
                Objects.requireNonNullElse(clientId, ""),
                clientHost,
                request.sessionTimeoutMs(),
                version == 0 ? request.sessionTimeoutMs() : request.rebalanceTimeoutMs(),
                request.protocolType(),
                request.protocols().stream()
                        .map(protocol -> new Protocol(protocol.name(), protocol.metadata()))
                        .toList(),
                request.reason(),
                version >= 4,
                version >= 9);
    }

    public static JoinGroupResponse response(JoinReply reply, short version) {
        boolean nameMustBeThere = version < 7 && reply.protocolName() == null;
        return JoinGroupResponse.builder()
                .errorCode(reply.error().code())
                .generationId(reply.generationId())
                .protocolType(reply.protocolType())
                .protocolName(nameMustBeThere ? "" : reply.protocolName())
                .leader(reply.leader())
                .skipAssignment(reply.skipAssignment())
                .memberId(reply.memberId())
                .members(reply.members().stream()
                        .map(member -> JoinGroupResponseMember.builder()
                                .memberId(member.memberId())
                                .groupInstanceId(member.groupInstanceId())
                                .metadata(member.metadata())
                                .build())
                        .toList())
                .build();
    }
}
