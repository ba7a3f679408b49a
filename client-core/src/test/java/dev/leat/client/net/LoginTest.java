package dev.leat.client.net;

import static dev.leat.test.stub.StubBroker.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.leat.client.Seams;
import dev.leat.client.auth.Credentials;
import dev.leat.client.auth.ScramHash;
import dev.leat.client.auth.Security;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.error.RetriableException;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiVersionsResponse;
import dev.leat.protocol.message.ListGroupsRequest;
import dev.leat.protocol.message.ListGroupsResponse;
import dev.leat.protocol.message.SaslAuthenticateRequest;
import dev.leat.protocol.message.SaslAuthenticateResponse;
import dev.leat.protocol.message.SaslHandshakeResponse;
import dev.leat.protocol.model.Bytes;
import dev.leat.test.stub.StubBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoginTest {
    private static final List<ApiVersionsResponse.ApiVersion> OFFERED = List.of(
            version(ApiKey.API_VERSIONS, 0, 4),
            version(ApiKey.LIST_GROUPS, 0, 3),
            version(ApiKey.SASL_HANDSHAKE, 0, 1),
            version(ApiKey.SASL_AUTHENTICATE, 0, 2));
    private static final Call<ListGroupsResponse> CALL =
            Call.of(ListGroupsRequest.builder().build(), ListGroupsResponse.class);
    private static final Credentials PLAIN = new Credentials.Plain("alice", "secret");
    private static final Credentials SCRAM = new Credentials.Scram(ScramHash.SHA_256, "alice", "secret");

    private final List<ApiKey> seen = new CopyOnWriteArrayList<>();
    private volatile short handshakeError;
    private volatile SaslAuthenticateResponse answer =
            SaslAuthenticateResponse.builder().build();
    private final StubBroker broker = new StubBroker(StubBroker.offering(OFFERED, this::answer));
    private volatile ClientNetwork network = network(PLAIN);

    LoginTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        network.close();
        broker.close();
    }

    private static ClientNetwork network(Credentials credentials) {
        return new ClientNetwork(
                NetworkConfig.defaults("test").withRequestTimeoutMs(5_000),
                new Security(null, credentials),
                new Seams(System::nanoTime, () -> 0, () -> 0, () -> 42));
    }

    private void answer(StubBroker.Request request, StubBroker.Replies replies) throws IOException {
        ApiKey key = ApiKey.values()[request.apiKey()];
        seen.add(key);
        switch (key) {
            case SASL_HANDSHAKE ->
                replies.send(
                        request,
                        SaslHandshakeResponse.builder()
                                .errorCode(handshakeError)
                                .mechanisms(List.of("GSSAPI", "SCRAM-SHA-512"))
                                .build());
            case SASL_AUTHENTICATE -> {
                assertThat(((SaslAuthenticateRequest) request.message()).authBytes())
                        .isNotEqualTo(Bytes.EMPTY);
                replies.send(request, answer);
            }
            case LIST_GROUPS ->
                replies.send(request, ListGroupsResponse.builder().build());
            default -> replies.reset();
        }
    }

    @Test
    void shouldLogInBeforeTheConnectionIsGivenOut() {
        Connection connection = get(network.connect(HostPort.parse(broker.address())));
        assertThat(seen).containsExactly(ApiKey.SASL_HANDSHAKE, ApiKey.SASL_AUTHENTICATE);
        get(connection.send(CALL));
    }

    @Test
    void shouldSayThatThePasswordIsRefusedAndWhatToCheck() {
        answer = SaslAuthenticateResponse.builder()
                .errorCode(ErrorCode.SASL_AUTHENTICATION_FAILED.code())
                .errorMessage("Authentication failed: Invalid username or password")
                .build();
        ClientException failure = refusal();
        assertThat(failure)
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("refused the login by PLAIN as alice")
                .hasMessageContaining("Invalid username or password")
                .hasMessageNotContaining("secret");
        assertThat(failure.advice()).contains("sasl.jaas.config");
    }

    @Test
    void shouldSayWhichMechanismsTheBrokerOffers() {
        handshakeError = ErrorCode.UNSUPPORTED_SASL_MECHANISM.code();
        ClientException failure = refusal();
        assertThat(failure).isInstanceOf(FatalException.class).hasMessageContaining("only by GSSAPI, SCRAM-SHA-512");
        assertThat(failure.advice()).contains("sasl.mechanism");
    }

    @Test
    void shouldSayThatTheListenerWantsNoLogin() {
        handshakeError = ErrorCode.ILLEGAL_SASL_STATE.code();
        assertThat(refusal().advice()).contains("security.protocol");
    }

    @Test
    void shouldNotTrustABrokerThatAnswersWithAnotherNonce() {
        network.close();
        network = network(SCRAM);
        answer = SaslAuthenticateResponse.builder()
                .authBytes(Bytes.wrap("r=mine,s=AAAA,i=4096".getBytes(StandardCharsets.UTF_8)))
                .build();
        assertThat(refusal()).isInstanceOf(FatalException.class).hasMessageContaining("another nonce");
    }

    @Test
    void shouldNotTakeAnEmptyAnswerForASuccessfulScramLogin() {
        network.close();
        network = network(SCRAM);
        assertThat(refusal()).isInstanceOf(FatalException.class).hasMessageContaining("not to be trusted");
    }

    @Test
    void shouldLogInAgainBeforeTheLoginRunsOutWhileRequestsWait() {
        answer = SaslAuthenticateResponse.builder().sessionLifetimeMs(300).build();
        long start = System.nanoTime();
        Connection connection = get(network.connect(HostPort.parse(broker.address())));
        while (logins(seen) < 3) {
            get(connection.send(CALL));
        }
        List<ApiKey> order = List.copyOf(seen);
        long atMost = 2 + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 255; // 85 % of the lifetime
        assertThat(logins(order)).isBetween(3L, atMost);
        for (int i = 0; i < order.size() - 1; i++) {
            if (order.get(i) == ApiKey.SASL_HANDSHAKE) {
                assertThat(order.get(i + 1)).isEqualTo(ApiKey.SASL_AUTHENTICATE); // nothing came between
            }
        }
    }

    private static long logins(List<ApiKey> requests) {
        return requests.stream().filter(ApiKey.SASL_HANDSHAKE::equals).count();
    }

    @Test
    void shouldFailEverythingWhenALaterLoginIsRefused() {
        answer = SaslAuthenticateResponse.builder().sessionLifetimeMs(100).build();
        Connection connection = get(network.connect(HostPort.parse(broker.address())));
        answer = SaslAuthenticateResponse.builder()
                .errorCode(ErrorCode.SASL_AUTHENTICATION_FAILED.code())
                .build();
        ClientException failure = null;
        while (failure == null) {
            try {
                get(connection.send(CALL));
            } catch (RuntimeException refused) {
                failure = (ClientException) ClientErrors.unwrap(refused);
            }
        }
        assertThat(failure.is(ErrorCode.SASL_AUTHENTICATION_FAILED)).isTrue();
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void shouldTellAFailedTokenSourceAsItIs() {
        network.close();
        network = network(new Credentials.OAuthBearer(() -> CompletableFuture.supplyAsync(() -> {
            throw new RetriableException("the token server is down", "");
        })));
        assertThat(refusal()).isInstanceOf(RetriableException.class).hasMessage("the token server is down");
    }

    private ClientException refusal() {
        return (ClientException)
                ClientErrors.unwrap(catchThrowable(() -> get(network.connect(HostPort.parse(broker.address())))));
    }

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
