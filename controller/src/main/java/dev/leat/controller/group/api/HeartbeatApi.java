package dev.leat.controller.group.api;

import dev.leat.controller.group.GroupReply.HeartbeatReply;
import dev.leat.controller.group.GroupRequest.Heartbeat;
import dev.leat.controller.group.ReplyTo;
import dev.leat.protocol.message.HeartbeatRequest;
import dev.leat.protocol.message.HeartbeatResponse;

/** Heartbeat 0 to 4. */
public final class HeartbeatApi {
    private HeartbeatApi() {}

    public static Heartbeat request(HeartbeatRequest request, ReplyTo<HeartbeatReply> replyTo) {
        return new Heartbeat(
                replyTo, request.groupId(), request.generationId(), request.memberId(), request.groupInstanceId());
    }

    public static HeartbeatResponse response(HeartbeatReply reply) {
        return HeartbeatResponse.builder().errorCode(reply.error().code()).build();
    }
}
