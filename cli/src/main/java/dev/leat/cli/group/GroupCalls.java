package dev.leat.cli.group;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.net.Call;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.HeartbeatRequest;
import dev.leat.protocol.message.HeartbeatResponse;
import dev.leat.protocol.message.JoinGroupRequest;
import dev.leat.protocol.message.JoinGroupResponse;
import dev.leat.protocol.message.LeaveGroupRequest;
import dev.leat.protocol.message.LeaveGroupResponse;
import dev.leat.protocol.message.SyncGroupRequest;
import dev.leat.protocol.message.SyncGroupResponse;
import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.model.TopicPartition;
import java.util.List;
import java.util.Map;

/** The requests of a group member. */
final class GroupCalls {
    static final int SESSION_TIMEOUT_MS = 10_000;
    static final int REBALANCE_TIMEOUT_MS = 60_000;

    private static final String PROTOCOL_TYPE = "consumer";
    private static final int ANSWER_MARGIN_MS = 10_000;
    private static final int MEMBER_LIST_SINCE = 3;

    private final String group;

    GroupCalls(String group) {
        this.group = group;
    }

    /** Gives the whole answer: some of its errors are part of joining. */
    Call<JoinGroupResponse> join(String memberId, List<String> topics) {
        JoinGroupRequest request = JoinGroupRequest.builder()
                .groupId(group)
                .sessionTimeoutMs(SESSION_TIMEOUT_MS)
                .rebalanceTimeoutMs(REBALANCE_TIMEOUT_MS)
                .memberId(memberId)
                .protocolType(PROTOCOL_TYPE)
                .protocols(List.of(new JoinGroupRequest.JoinGroupRequestProtocol(
                        RangeAssignor.NAME, ConsumerProtocol.subscription(topics))))
                .build();
        return Call.of(request, JoinGroupResponse.class).within(REBALANCE_TIMEOUT_MS + ANSWER_MARGIN_MS);
    }

    /**
     * @param assignment what the leader decided; empty from everybody else
     */
    Call<List<TopicPartition>> sync(String memberId, int generationId, Map<String, List<TopicPartition>> assignment) {
        SyncGroupRequest request = SyncGroupRequest.builder()
                .groupId(group)
                .generationId(generationId)
                .memberId(memberId)
                .protocolType(PROTOCOL_TYPE)
                .protocolName(RangeAssignor.NAME)
                .assignments(assignment.entrySet().stream()
                        .map(member -> new SyncGroupRequest.SyncGroupRequestAssignment(
                                member.getKey(), ConsumerProtocol.assignment(member.getValue())))
                        .toList())
                .build();
        return Call.of(request, SyncGroupResponse.class)
                .within(REBALANCE_TIMEOUT_MS + ANSWER_MARGIN_MS)
                .then(response -> {
                    check(response.errorCode(), "taking part in group");
                    Bytes mine = response.assignment();
                    return ConsumerProtocol.partitions(mine);
                });
    }

    Call<Boolean> heartbeat(String memberId, int generationId) {
        HeartbeatRequest request = HeartbeatRequest.builder()
                .groupId(group)
                .generationId(generationId)
                .memberId(memberId)
                .build();
        return Call.of(request, HeartbeatResponse.class)
                .within(SESSION_TIMEOUT_MS)
                .then(response -> {
                    check(response.errorCode(), "staying in group");
                    return true;
                });
    }

    Call<Boolean> leave(String memberId) {
        return new Call<>(ApiKey.LEAVE_GROUP, Short.MAX_VALUE, 0, version -> leaving(memberId, version), response -> {
            check(((LeaveGroupResponse) response).errorCode(), "leaving group");
            return true;
        });
    }

    private LeaveGroupRequest leaving(String memberId, int version) {
        LeaveGroupRequest.Builder request = LeaveGroupRequest.builder().groupId(group);
        return version < MEMBER_LIST_SINCE
                ? request.memberId(memberId).build()
                : request.members(List.of(LeaveGroupRequest.MemberIdentity.builder()
                                .memberId(memberId)
                                .reason("the command ended")
                                .build()))
                        .build();
    }

    private void check(short code, String what) {
        ClientErrors.check(code, what + " '" + group + "'", null);
    }
}
