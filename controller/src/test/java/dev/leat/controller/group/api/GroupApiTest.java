package dev.leat.controller.group.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.controller.group.GroupReply;
import dev.leat.controller.group.GroupReply.DeleteGroupReply;
import dev.leat.controller.group.GroupReply.DescribeReply;
import dev.leat.controller.group.GroupReply.DescribedMember;
import dev.leat.controller.group.GroupReply.HeartbeatReply;
import dev.leat.controller.group.GroupReply.JoinReply;
import dev.leat.controller.group.GroupReply.JoinedMember;
import dev.leat.controller.group.GroupReply.LeaveReply;
import dev.leat.controller.group.GroupReply.LeftMember;
import dev.leat.controller.group.GroupReply.ListReply;
import dev.leat.controller.group.GroupReply.ListedGroup;
import dev.leat.controller.group.GroupReply.SyncReply;
import dev.leat.controller.group.GroupRequest.Join;
import dev.leat.controller.group.GroupRequest.Leave;
import dev.leat.controller.group.GroupRequest.MemberIdentity;
import dev.leat.controller.group.GroupRequest.Sync;
import dev.leat.controller.group.GroupState;
import dev.leat.controller.group.ReplyTo;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.DescribeGroupsResponse.DescribedGroup;
import dev.leat.protocol.message.JoinGroupRequest;
import dev.leat.protocol.message.JoinGroupRequest.JoinGroupRequestProtocol;
import dev.leat.protocol.message.JoinGroupResponse;
import dev.leat.protocol.message.LeaveGroupRequest;
import dev.leat.protocol.message.ListGroupsResponse;
import dev.leat.protocol.message.MessageCodecs;
import dev.leat.protocol.message.SyncGroupRequest;
import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.wire.WireWriter;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroupApiTest {
    private static final JoinReply JOINED = new JoinReply(
            ErrorCode.NONE,
            1,
            "consumer",
            "range",
            "m",
            "m",
            false,
            List.of(new JoinedMember("m", null, Bytes.wrap(new byte[] {1}))));
    private static final JoinReply REFUSED =
            new JoinReply(ErrorCode.UNKNOWN_MEMBER_ID, -1, null, null, "", "m", false, List.of());

    private static <R extends GroupReply> ReplyTo<R> anyone() {
        return new ReplyTo<>() {};
    }

    static IntStream joinVersions() {
        return IntStream.rangeClosed(ApiKey.JOIN_GROUP.oldestVersion(), ApiKey.JOIN_GROUP.latestVersion());
    }

    @ParameterizedTest
    @MethodSource("joinVersions")
    void shouldReadEveryVersionOfAJoinAsItsClientMeansIt(int version) {
        JoinGroupRequest request = JoinGroupRequest.builder()
                .groupId("g")
                .sessionTimeoutMs(10_000)
                .rebalanceTimeoutMs(version == 0 ? -1 : 60_000)
                .protocolType("consumer")
                .protocols(
                        List.of(JoinGroupRequestProtocol.builder().name("range").build()))
                .build();

        Join join = JoinGroupApi.request(request, (short) version, null, "/127.0.0.1", anyone());

        assertThat(join.rebalanceTimeoutMs()).isEqualTo(version == 0 ? 10_000 : 60_000);
        assertThat(join.needsKnownMemberId()).isEqualTo(version >= 4);
        assertThat(join.canSkipAssignment()).isEqualTo(version >= 9);
        assertThat(join.clientId()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("joinVersions")
    void shouldAnswerEveryVersionOfAJoin(int version) {
        JoinGroupResponse refused = JoinGroupApi.response(REFUSED, (short) version);
        assertThat(refused.protocolName()).isEqualTo(version < 7 ? "" : null);

        assertEncodable(refused, version);
        assertEncodable(JoinGroupApi.response(JOINED, (short) version), version);
    }

    @Test
    void shouldRequireTheProtocolInNewSyncsOnly() {
        SyncGroupRequest request = SyncGroupRequest.builder()
                .groupId("g")
                .generationId(1)
                .memberId("m")
                .build();

        Sync old = SyncGroupApi.request(request, (short) 4, anyone());
        assertThat(old.protocolType()).isNull();
        Sync current = SyncGroupApi.request(request, (short) 5, anyone());
        assertThat(current.protocolName()).isEmpty(); // agrees with no group
    }

    @Test
    void shouldAnswerOldLeaverWithItsOwnError() {
        LeaveGroupRequest request =
                LeaveGroupRequest.builder().groupId("g").memberId("m").build();
        Leave leave = LeaveGroupApi.request(request, (short) 2, anyone());
        assertThat(leave.members()).containsExactly(new MemberIdentity("m", null, null));

        LeaveReply reply =
                new LeaveReply(ErrorCode.NONE, List.of(new LeftMember("m", null, ErrorCode.UNKNOWN_MEMBER_ID)));
        assertThat(LeaveGroupApi.response(reply, (short) 2).errorCode()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID.code());
        assertThat(LeaveGroupApi.response(reply, (short) 3).errorCode()).isEqualTo(ErrorCode.NONE.code());
        assertThat(LeaveGroupApi.response(reply, (short) 3).members()).hasSize(1);
    }

    @Test
    void shouldTellNewClientsThatAGroupIsMissingAndOldOnesThatItIsDead() {
        DescribeReply missing =
                new DescribeReply(ErrorCode.GROUP_ID_NOT_FOUND, "g", GroupState.DEAD, "", "", List.of());

        DescribedGroup old = DescribeGroupsApi.response(List.of(missing), (short) 5, 0)
                .groups()
                .get(0);
        assertThat(old.errorCode()).isEqualTo(ErrorCode.NONE.code());
        assertThat(old.groupState()).isEqualTo("Dead");

        DescribedGroup current = DescribeGroupsApi.response(List.of(missing), (short) 6, 0)
                .groups()
                .get(0);
        assertThat(current.errorCode()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND.code());
        assertThat(current.errorMessage()).contains("g");
    }

    @Test
    void shouldListWhatAllPartitionsHave() {
        ListReply one = new ListReply(
                ErrorCode.NONE, List.of(new ListedGroup("g", "consumer", GroupState.STABLE, ListReply.CLASSIC)));
        ListReply elsewhere = new ListReply(ErrorCode.NOT_COORDINATOR, List.of());
        ListReply loading = new ListReply(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS, List.of());

        ListGroupsResponse complete = ListGroupsApi.response(List.of(one, elsewhere));
        assertThat(complete.errorCode()).isEqualTo(ErrorCode.NONE.code());
        assertThat(complete.groups()).hasSize(1);
        assertThat(ListGroupsApi.response(List.of(one, loading)).errorCode())
                .isEqualTo(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS.code());
    }

    @Test
    void shouldEncodeEveryReplyInEveryVersion() {
        DescribeReply described = new DescribeReply(
                ErrorCode.NONE,
                "g",
                GroupState.STABLE,
                "consumer",
                "range",
                List.of(new DescribedMember("m", "i", "c", "/h", Bytes.EMPTY, Bytes.EMPTY)));
        ListReply listed = new ListReply(
                ErrorCode.NONE, List.of(new ListedGroup("g", "consumer", GroupState.STABLE, ListReply.CLASSIC)));
        everyVersion(
                ApiKey.SYNC_GROUP,
                version -> SyncGroupApi.response(new SyncReply(ErrorCode.NONE, "consumer", "range", Bytes.EMPTY)));
        everyVersion(ApiKey.HEARTBEAT, version -> HeartbeatApi.response(new HeartbeatReply(ErrorCode.NONE)));
        everyVersion(
                ApiKey.LEAVE_GROUP,
                version -> LeaveGroupApi.response(
                        new LeaveReply(ErrorCode.NONE, List.of(new LeftMember("m", "i", ErrorCode.NONE))), version));
        everyVersion(
                ApiKey.DESCRIBE_GROUPS,
                version ->
                        DescribeGroupsApi.response(List.of(described), version, version < 3 ? Integer.MIN_VALUE : 0));
        everyVersion(ApiKey.LIST_GROUPS, version -> ListGroupsApi.response(List.of(listed)));
        everyVersion(
                ApiKey.DELETE_GROUPS,
                version -> DeleteGroupsApi.response(List.of(new DeleteGroupReply("g", ErrorCode.NON_EMPTY_GROUP))));
    }

    private interface ByVersion {
        ApiResponse at(short version);
    }

    private static void everyVersion(ApiKey api, ByVersion response) {
        for (short version = api.oldestVersion(); version <= api.latestVersion(); version++) {
            assertEncodable(response.at(version), version);
        }
    }

    static void assertEncodable(ApiResponse response, int version) {
        WireWriter out = new WireWriter(UnpooledByteBufAllocator.DEFAULT);
        MessageCodecs.encodeResponse(response, out, (short) version);
        assertThat(out.finishAsBytes().size()).isPositive();
    }
}
