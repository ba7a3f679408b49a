package dev.leat.cli.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.cli.stub.StubCluster;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.metadata.Cluster;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.HeartbeatResponse;
import dev.leat.protocol.message.JoinGroupResponse;
import dev.leat.protocol.message.SyncGroupResponse;
import dev.leat.protocol.model.TopicPartition;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GroupMemberTest {
    private final StubCluster stub;
    private final Cluster cluster;
    private final GroupMember member;
    private int generation;

    GroupMemberTest() throws IOException {
        stub = new StubCluster(this::answer);
        cluster = stub.client();
        member = new GroupMember(cluster, "g", List.of(StubCluster.TOPIC), 5_000);
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
        stub.close();
    }

    /** A coordinator that begins a generation with every join and gives the partition to whoever asks. */
    private ApiResponse answer(ApiRequest request) throws IOException {
        return switch (request.apiKey()) {
            case JOIN_GROUP ->
                JoinGroupResponse.builder()
                        .generationId(++generation)
                        .protocolType("consumer")
                        .protocolName(RangeAssignor.NAME)
                        .leader("somebody else")
                        .memberId("m")
                        .build();
            case SYNC_GROUP ->
                SyncGroupResponse.builder()
                        .assignment(ConsumerProtocol.assignment(List.of(new TopicPartition(StubCluster.TOPIC, 0))))
                        .build();
            case HEARTBEAT -> HeartbeatResponse.builder().build();
            default -> throw new EOFException();
        };
    }

    private static ClientException refusal(ErrorCode code) {
        return ClientErrors.of(code, "staying in group 'g'", null);
    }

    @Test
    void shouldStayWhenAHeartbeatOfAnEarlierGenerationIsRefused() {
        member.join();
        assertThat(member.join()).containsExactly(new TopicPartition(StubCluster.TOPIC, 0));
        member.heartbeatRefused(1, refusal(ErrorCode.ILLEGAL_GENERATION));
        member.heartbeatRefused(1, refusal(ErrorCode.UNKNOWN_MEMBER_ID));
        member.heartbeatRefused(1, refusal(ErrorCode.GROUP_AUTHORIZATION_FAILED));
        assertThat(member.isMember()).isTrue();
    }

    @Test
    void shouldJoinAgainWhenAHeartbeatOfThisGenerationIsRefused() {
        member.join();
        member.heartbeatRefused(1, refusal(ErrorCode.REBALANCE_IN_PROGRESS));
        assertThat(member.isMember()).isFalse();
        member.join();
        assertThat(member.isMember()).isTrue();
    }

    @Test
    void shouldFailWhenTheGroupRefusesItForGood() {
        member.join();
        member.heartbeatRefused(1, refusal(ErrorCode.GROUP_AUTHORIZATION_FAILED));
        assertThatThrownBy(member::isMember).isInstanceOf(ClientException.class);
    }
}
