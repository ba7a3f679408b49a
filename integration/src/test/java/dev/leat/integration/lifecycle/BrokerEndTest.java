package dev.leat.integration.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.net.Call;
import dev.leat.client.net.ClientNetwork;
import dev.leat.client.net.Connection;
import dev.leat.client.net.HostPort;
import dev.leat.client.net.NetworkConfig;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.FetchRequest;
import dev.leat.protocol.message.FetchResponse;
import dev.leat.protocol.message.FindCoordinatorRequest;
import dev.leat.protocol.message.FindCoordinatorResponse;
import dev.leat.protocol.message.JoinGroupRequest;
import dev.leat.protocol.message.JoinGroupResponse;
import dev.leat.protocol.message.SyncGroupRequest;
import dev.leat.protocol.message.SyncGroupResponse;
import dev.leat.protocol.model.Bytes;
import dev.leat.test.TestBroker;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A broker that ends while requests wait in it. Whether it gives their buffers back, the module's leak check tells. */
class BrokerEndTest {
    private static final int LONG_MS = 120_000;
    private static final int PROMPT_S = 10;
    private static final int LAST_VERSION_WITHOUT_GIVEN_MEMBER_IDS = 3;
    private static final int LAST_FETCH_VERSION_WITH_NAMES = 12;

    private final TestBroker broker = TestBroker.start();
    private final ClientNetwork network =
            new ClientNetwork(NetworkConfig.defaults("waiting").withRequestTimeoutMs(LONG_MS), System::nanoTime);
    private long heldBytes;

    @BeforeEach
    void prepare() throws Exception {
        broker.createTopic("orders", 1);
        awaitCoordinator();
    }

    private void awaitCoordinator() {
        FindCoordinatorRequest find = FindCoordinatorRequest.builder()
                .coordinatorKeys(List.of("workers"))
                .build();
        Awaitility.await().atMost(Duration.ofSeconds(PROMPT_S)).until(() -> {
            FindCoordinatorResponse found =
                    connect().send(Call.of(find, FindCoordinatorResponse.class)).get();
            return found.coordinators().get(0).errorCode() == ErrorCode.NONE.code();
        });
    }

    @AfterEach
    void end() {
        broker.close();
        network.close();
    }

    @Test
    void shouldAnswerALongPollWhenItCloses() throws Exception {
        CompletableFuture<FetchResponse> fetch = whenItWaits(longPoll());
        broker.close();
        assertThat(soon(fetch).responses())
                .flatExtracting(FetchResponse.FetchableTopicResponse::partitions)
                .extracting(partition -> ErrorCode.of(partition.errorCode()))
                .containsExactly(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    }

    @Test
    void shouldAnswerMembersThatWaitForOthersToJoinWhenItCloses() throws Exception {
        JoinGroupResponse leader = soon(join(""));
        CompletableFuture<JoinGroupResponse> second = whenItWaits(joinCall(""));
        broker.close();
        assertThat(leader.errorCode()).isEqualTo(ErrorCode.NONE.code());
        assertThat(ErrorCode.of(soon(second).errorCode())).isEqualTo(ErrorCode.NOT_COORDINATOR);
    }

    @Test
    void shouldAnswerAMemberThatWaitsForItsAssignmentWhenItCloses() throws Exception {
        JoinGroupResponse leader = soon(join(""));
        CompletableFuture<JoinGroupResponse> second = whenItWaits(joinCall(""));
        soon(join(leader.memberId()));
        CompletableFuture<SyncGroupResponse> sync = whenItWaits(sync(soon(second)));
        broker.close();
        assertThat(ErrorCode.of(soon(sync).errorCode())).isEqualTo(ErrorCode.NOT_COORDINATOR);
    }

    @Test
    void shouldDropThoseThatWaitWhenItIsKilled() throws Exception {
        soon(join(""));
        CompletableFuture<JoinGroupResponse> second = whenItWaits(joinCall(""));
        CompletableFuture<FetchResponse> fetch = whenItWaits(longPoll());
        broker.kill();
        assertThatThrownBy(() -> soon(fetch)).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> soon(second)).isInstanceOf(ExecutionException.class);
    }

    /** Sends {@code call} on a connection of its own; on return the broker holds it. */
    private <R extends ApiResponse> CompletableFuture<R> whenItWaits(Call<R> call) throws Exception {
        CompletableFuture<R> answer = connect().send(call);
        Awaitility.await().atMost(Duration.ofSeconds(PROMPT_S)).until(() -> {
            assertThat(answer).isNotDone();
            return heldNow() > heldBytes;
        });
        heldBytes = heldNow();
        return answer;
    }

    private long heldNow() {
        return Objects.requireNonNull(broker.metrics().get("broker_queued_request_bytes"));
    }

    private Connection connect() throws Exception {
        return soon(network.connect(HostPort.parse(broker.bootstrapServers())));
    }

    private static <T> T soon(CompletableFuture<T> answer) throws Exception {
        return answer.get(PROMPT_S, TimeUnit.SECONDS);
    }

    private static Call<FetchResponse> longPoll() {
        FetchRequest.FetchPartition first =
                FetchRequest.FetchPartition.builder().partitionMaxBytes(1 << 20).build();
        FetchRequest request = FetchRequest.builder()
                .maxWaitMs(LONG_MS)
                .minBytes(1)
                .maxBytes(1 << 20)
                .topics(List.of(FetchRequest.FetchTopic.builder()
                        .topic("orders")
                        .partitions(List.of(first))
                        .build()))
                .build();
        return Call.of(request, FetchResponse.class).upTo(LAST_FETCH_VERSION_WITH_NAMES);
    }

    private CompletableFuture<JoinGroupResponse> join(String memberId) throws Exception {
        return connect().send(joinCall(memberId));
    }

    private static Call<JoinGroupResponse> joinCall(String memberId) {
        JoinGroupRequest request = JoinGroupRequest.builder()
                .groupId("workers")
                .memberId(memberId)
                .sessionTimeoutMs(60_000)
                .rebalanceTimeoutMs(LONG_MS)
                .protocolType("consumer")
                .protocols(List.of(JoinGroupRequest.JoinGroupRequestProtocol.builder()
                        .name("range")
                        .metadata(Bytes.EMPTY)
                        .build()))
                .build();
        return Call.of(request, JoinGroupResponse.class).upTo(LAST_VERSION_WITHOUT_GIVEN_MEMBER_IDS);
    }

    private static Call<SyncGroupResponse> sync(JoinGroupResponse joined) {
        SyncGroupRequest request = SyncGroupRequest.builder()
                .groupId("workers")
                .memberId(joined.memberId())
                .generationId(joined.generationId())
                .build();
        return Call.of(request, SyncGroupResponse.class).upTo(LAST_VERSION_WITHOUT_GIVEN_MEMBER_IDS);
    }
}
