package dev.leat.consumer.group;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.net.Call;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.ConsumerGroupHeartbeatRequest;
import dev.leat.protocol.message.HeartbeatRequest;
import dev.leat.protocol.message.LeaveGroupRequest;
import dev.leat.protocol.message.LeaveGroupRequest.MemberIdentity;
import java.util.List;

/** How a member's actions look on the wire. */
final class GroupCalls {
    private static final int MEMBER_LIST_SINCE = 3; // LeaveGroup

    private GroupCalls() {}

    static Call<ApiResponse> of(MemberAction.Send send) {
        return Call.of(send.request(), ApiResponse.class).within(send.timeoutMs());
    }

    static Call<ApiResponse> leave(String groupId, MemberAction.Leave leave) {
        return new Call<>(
                ApiKey.LEAVE_GROUP, Short.MAX_VALUE, 0, version -> request(groupId, leave, version), answer -> answer);
    }

    private static LeaveGroupRequest request(String groupId, MemberAction.Leave leave, int version) {
        LeaveGroupRequest.Builder request = LeaveGroupRequest.builder().groupId(groupId);
        if (version < MEMBER_LIST_SINCE) {
            return request.memberId(leave.memberId()).build();
        }
        return request.members(List.of(MemberIdentity.builder()
                        .memberId(leave.memberId())
                        .groupInstanceId(leave.groupInstanceId())
                        .reason(leave.reason())
                        .build()))
                .build();
    }

    static boolean isHeartbeat(MemberAction.Send send) {
        return send.request() instanceof HeartbeatRequest || send.request() instanceof ConsumerGroupHeartbeatRequest;
    }

    /** {@code thrown} in words that fit the request. */
    static ClientException failure(MemberAction.Send send, Throwable thrown) {
        ClientException failure = ClientErrors.from(thrown);
        boolean modern = send.request() instanceof ConsumerGroupHeartbeatRequest;
        return modern && failure.is(ErrorCode.UNSUPPORTED_VERSION)
                ? new FatalException(
                        ErrorCode.UNSUPPORTED_VERSION,
                        "the broker does not serve the consumer group protocol of KIP-848",
                        "set group.protocol=classic, or use Apache Kafka 4.0 or later",
                        failure)
                : failure;
    }
}
