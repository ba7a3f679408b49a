package dev.leat.client.net;

import static dev.leat.test.stub.StubBroker.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.leat.base.MonotonicClock;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.error.RetriableException;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiVersionsResponse;
import dev.leat.protocol.message.ListGroupsRequest;
import dev.leat.protocol.message.ListGroupsResponse;
import dev.leat.test.stub.StubBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionTest {
    private static final int MAX_RESPONSE = 10_000;
    private static final List<ApiVersionsResponse.ApiVersion> OFFERED =
            List.of(version(ApiKey.API_VERSIONS, 0, 4), version(ApiKey.LIST_GROUPS, 0, 3));
    private static final Call<ListGroupsResponse> CALL =
            Call.of(ListGroupsRequest.builder().build(), ListGroupsResponse.class);

    private final ClientNetwork network = new ClientNetwork(
            NetworkConfig.defaults("test").withMaxResponseBytes(MAX_RESPONSE).withRequestTimeoutMs(5_000),
            System::nanoTime);

    @AfterEach
    void closeNetwork() {
        network.close();
    }

    @Test
    void shouldSendRequestsBeforeEarlierOnesAreAnswered() throws Exception {
        List<StubBroker.Request> held = new ArrayList<>();
        try (StubBroker broker = StubBroker.speaking(OFFERED, (request, replies) -> {
            held.add(request);
            if (held.size() == 3) {
                for (StubBroker.Request waiting : held) {
                    replies.send(waiting, answerNaming("group-" + waiting.correlationId()));
                }
            }
        })) {
            Connection connection = connect(broker);
            List<CompletableFuture<ListGroupsResponse>> answers =
                    List.of(connection.send(CALL), connection.send(CALL), connection.send(CALL));
            List<String> groups = new ArrayList<>();
            for (CompletableFuture<ListGroupsResponse> answer : answers) {
                groups.add(get(answer).groups().get(0).groupId());
            }
            assertThat(groups).containsExactly("group-1", "group-2", "group-3");
        }
    }

    @Test
    void shouldChooseTheHighestCommonVersion() throws Exception {
        List<Short> versions = new CopyOnWriteArrayList<>();
        try (StubBroker broker = StubBroker.speaking(OFFERED, (request, replies) -> {
            versions.add(request.version());
            replies.send(request, answerNaming("a"));
        })) {
            Connection connection = connect(broker);
            get(connection.send(CALL));
            get(connection.send(CALL.upTo(1)));
            assertThat(versions).containsExactly((short) 3, (short) 1);
        }
    }

    @Test
    void shouldRefuseARequestThatTheBrokerDoesNotKnow() throws Exception {
        try (StubBroker broker =
                StubBroker.speaking(List.of(version(ApiKey.API_VERSIONS, 0, 4)), (request, replies) -> {})) {
            Connection connection = connect(broker);
            assertThat(catchThrowable(() -> connection.send(CALL)))
                    .isInstanceOf(FatalException.class)
                    .hasMessageContaining("LIST_GROUPS");
        }
    }

    @Test
    void shouldAskAgainInTheVersionThatAnOldBrokerNames() throws Exception {
        List<Short> asked = new CopyOnWriteArrayList<>();
        try (StubBroker broker = new StubBroker((request, replies) -> {
            asked.add(request.version());
            boolean known = request.version() <= 2;
            ApiVersionsResponse answer = ApiVersionsResponse.builder()
                    .errorCode(known ? 0 : ErrorCode.UNSUPPORTED_VERSION.code())
                    .apiKeys(List.of(version(ApiKey.API_VERSIONS, 0, 2), version(ApiKey.LIST_GROUPS, 0, 1)))
                    .build();
            replies.send(request, answer, known ? request.version() : 0);
        })) {
            assertThat(connect(broker).versions().choose(ApiKey.LIST_GROUPS, Short.MAX_VALUE))
                    .isEqualTo((short) 1);
            assertThat(asked).containsExactly((short) 5, (short) 2);
        }
    }

    @Test
    void shouldFailEverythingOpenWhenOneAnswerIsOverdue() throws Exception {
        try (StubBroker broker = StubBroker.speaking(OFFERED, (request, replies) -> {})) {
            Connection connection = connect(broker);
            CompletableFuture<ListGroupsResponse> patient = connection.send(CALL);
            CompletableFuture<ListGroupsResponse> impatient = connection.send(CALL.within(50));
            assertThat(failure(impatient))
                    .isInstanceOf(RetriableException.class)
                    .hasMessageContaining("in time");
            assertThat(failure(patient)).isInstanceOf(RetriableException.class);
            assertThat(failure(connection.send(CALL))).isInstanceOf(RetriableException.class);
        }
    }

    @Test
    void shouldFailEverythingOpenWhenTheBrokerResets() throws Exception {
        try (StubBroker broker = StubBroker.speaking(OFFERED, (request, replies) -> replies.reset())) {
            Connection connection = connect(broker);
            assertThat(failure(connection.send(CALL))).isInstanceOf(RetriableException.class);
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void shouldFailEverythingOpenWhenClosed() throws Exception {
        try (StubBroker broker = StubBroker.speaking(OFFERED, (request, replies) -> {})) {
            Connection connection = connect(broker);
            CompletableFuture<ListGroupsResponse> open = connection.send(CALL);
            connection.close();
            assertThat(failure(open)).hasMessageContaining("closed by this client");
        }
    }

    @Test
    void shouldCloseOnAnAnswerAboveTheLimit() throws Exception {
        byte[] header = {0x7f, 0x7f, 0x7f, 0x7f};
        assertThat(failureWhenAnswered(header))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("limit");
    }

    @Test
    void shouldSayThatAnHttpServerIsNoBroker() throws Exception {
        byte[] page = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (StubBroker broker = new StubBroker((request, replies) -> replies.raw(page))) {
            ClientException failure = failure(network.connect(HostPort.parse(broker.address())));
            assertThat(failure.advice()).contains("HTTP");
        }
    }

    @Test
    void shouldCloseOnANegativeLength() throws Exception {
        byte[] negative = {-1, -1, -1, -1};
        assertThat(failureWhenAnswered(negative)).isInstanceOf(FatalException.class);
    }

    @Test
    void shouldCloseOnAnAnswerToAnotherRequest() throws Exception {
        byte[] stray = {0, 0, 0, 4, 0, 0, 3, 99};
        assertThat(failureWhenAnswered(stray)).isInstanceOf(FatalException.class);
    }

    @Test
    void shouldCloseOnAFrameTooShortForItsCorrelationId() throws Exception {
        byte[] empty = {0, 0, 0, 1, 7};
        assertThat(failureWhenAnswered(empty)).isInstanceOf(FatalException.class);
    }

    @Test
    void shouldCloseOnABodyThatIsNotReadable() throws Exception {
        byte[] body = {0, 0, 0, 8, 0, 0, 0, 1, 0x7f, 0x7f, 0x7f, 0x7f};
        assertThat(failureWhenAnswered(body)).isInstanceOf(FatalException.class);
    }

    @Test
    void shouldSayThatAHostIsNotKnown() throws Exception {
        assertThat(failure(network.connect(new HostPort("nobody.invalid", 9092)))) // never a name, by RFC 2606
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("the host name is not known");
    }

    @Test
    void shouldSayWhereNobodyListens() throws Exception {
        HostPort deserted;
        try (StubBroker broker = new StubBroker((request, replies) -> {})) {
            deserted = HostPort.parse(broker.address());
        }
        assertThat(failure(network.connect(deserted)))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining(deserted.toString());
    }

    @Test
    void shouldSendFromTheLoopWithoutAnotherTurn() throws Exception {
        List<Short> order = new CopyOnWriteArrayList<>();
        try (StubBroker broker = StubBroker.speaking(OFFERED, (request, replies) -> {
            order.add(request.version());
            replies.send(request, answerNaming("a"));
        })) {
            Connection connection = connect(broker);
            CompletableFuture<CompletableFuture<?>> last = new CompletableFuture<>();
            network.loop().execute(() -> {
                CompletableFuture<?> queued = connection.send(CALL.upTo(1));
                connection.sendOnLoop(CALL.upTo(2));
                last.complete(queued);
            });
            get(get(last));
            assertThat(order).containsExactly((short) 2, (short) 1);
        }
    }

    @Test
    void shouldCloseAConnectionThatNobodyUses() throws Exception {
        NetworkConfig impatient = NetworkConfig.defaults("test").withMaxIdleMs(50);
        AtomicLong now = new AtomicLong();
        AtomicLong looks = new AtomicLong();
        MonotonicClock clock = () -> {
            looks.incrementAndGet();
            return now.get();
        };
        try (ClientNetwork other = new ClientNetwork(impatient, clock);
                StubBroker broker = StubBroker.speaking(OFFERED, (request, replies) -> {
                    now.addAndGet(TimeUnit.SECONDS.toNanos(1));
                    long before = looks.get();
                    await().atMost(30, TimeUnit.SECONDS)
                            .until(() -> looks.get() >= before + 3); // the idle alarm has rung
                    replies.send(request, answerNaming("late"));
                })) {
            Connection connection = get(other.connect(HostPort.parse(broker.address())));
            get(connection.send(CALL)); // waiting for an answer is use
            assertThat(connection.isOpen()).isTrue();
            now.addAndGet(TimeUnit.MILLISECONDS.toNanos(50));
            await().atMost(30, TimeUnit.SECONDS).until(() -> !connection.isOpen());
            assertThat(failure(connection.send(CALL)).advice()).contains("connections.max.idle.ms");
        }
    }

    @Test
    void shouldCloseWhatIsStillConnecting() throws Exception {
        try (StubBroker silent = new StubBroker((request, replies) -> {})) {
            for (int i = 0; i < 100; i++) {
                ClientNetwork closing = new ClientNetwork(NetworkConfig.defaults("test"), System::nanoTime);
                CompletableFuture<Connection> connecting = closing.connect(HostPort.parse(silent.address()));
                LockSupport.parkNanos(i * 20_000L); // from before it has the channel to after its first request
                closing.close();
                assertThat(failure(connecting)).isNotNull();
            }
            await().atMost(30, TimeUnit.SECONDS).until(() -> silent.openConnections() == 0);
        }
    }

    private ClientException failureWhenAnswered(byte[] bytes) throws Exception {
        try (StubBroker broker = StubBroker.speaking(OFFERED, (request, replies) -> replies.raw(bytes))) {
            Connection connection = connect(broker);
            ClientException failure = failure(connection.send(CALL));
            assertThat(failure(connection.send(CALL))).isNotNull(); // the connection is of no use any more
            return failure;
        }
    }

    private static ListGroupsResponse answerNaming(String group) {
        return ListGroupsResponse.builder()
                .groups(List.of(
                        ListGroupsResponse.ListedGroup.builder().groupId(group).build()))
                .build();
    }

    private Connection connect(StubBroker broker) throws IOException {
        return get(network.connect(HostPort.parse(broker.address())));
    }

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static ClientException failure(CompletableFuture<?> future) {
        return (ClientException) ClientErrors.unwrap(catchThrowable(() -> get(future)));
    }
}
