package dev.leat.controller.group.api;

import dev.leat.controller.group.GroupReply.SyncReply;
import dev.leat.controller.group.GroupRequest.Sync;
import dev.leat.controller.group.ReplyTo;
import dev.leat.protocol.message.SyncGroupRequest;
import dev.leat.protocol.message.SyncGroupResponse;
import dev.leat.protocol.model.Bytes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SyncGroup 0 to 5: from 3 with static members (KIP-345), from 5 with the protocol it is about (KIP-559). */
public final class SyncGroupApi {
    private SyncGroupApi() {}

    public static Sync request(SyncGroupRequest request, short version, ReplyTo<SyncReply> replyTo) {
        Map<String, Bytes> assignments = new HashMap<>(); // looked up only, never walked
        request.assignments().forEach(assigned -> assignments.put(assigned.memberId(), assigned.assignment()));
        return new Sync(
                replyTo,
                request.groupId(),
                request.generationId(),
                request.memberId(),
                request.groupInstanceId(),
                named(request.protocolType(), version),
                named(request.protocolName(), version),
                assignments);
    }

    /** From version 5 on the client must name the protocol: null then agrees with no group, as the empty name does. */
    private static @Nullable String named(@Nullable String name, short version) {
        return name == null && version >= 5 ? "" : name;
    }

    public static SyncGroupResponse response(SyncReply reply) {
        return SyncGroupResponse.builder()
                .errorCode(reply.error().code())
                .protocolType(reply.protocolType())
                .protocolName(reply.protocolName())
                .assignment(reply.assignment())
                .build();
    }
}
