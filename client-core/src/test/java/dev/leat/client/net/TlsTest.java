package dev.leat.client.net;

import static dev.leat.test.stub.StubBroker.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.leat.client.Seams;
import dev.leat.client.config.ClientConfig;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.error.MisuseException;
import dev.leat.client.error.RetriableException;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiVersionsResponse;
import dev.leat.protocol.message.ListGroupsRequest;
import dev.leat.protocol.message.ListGroupsResponse;
import dev.leat.test.stub.StubBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsTest {
    private static final List<ApiVersionsResponse.ApiVersion> OFFERED =
            List.of(version(ApiKey.API_VERSIONS, 0, 4), version(ApiKey.LIST_GROUPS, 0, 3));

    @TempDir
    static Path directory = Path.of("");

    private static Certificates server = never();
    private static Certificates elsewhere = never();
    private static Certificates client = never();

    @BeforeAll
    static void makeCertificates() throws IOException, InterruptedException {
        server = new Certificates(directory, "server", "IP:127.0.0.1,DNS:localhost");
        elsewhere = new Certificates(directory, "elsewhere", "DNS:elsewhere.example");
        client = new Certificates(directory, "client", "DNS:client.example");
    }

    @SuppressWarnings("NullAway") // set before any test runs
    private static Certificates never() {
        return null;
    }

    @Test
    void shouldTrustWhatATrustStoreHolds() throws Exception {
        exchange(server, false, trusting(server));
    }

    @Test
    void shouldTrustWhatAPemFileHolds() throws Exception {
        exchange(server, false, Map.of("ssl.truststore.type", "PEM", "ssl.truststore.location", server.certificate()));
    }

    @Test
    void shouldTrustPemText() throws Exception {
        exchange(
                server,
                false,
                Map.of("ssl.truststore.type", "PEM", "ssl.truststore.certificates", server.certificateText()));
    }

    @Test
    void shouldShowAnIdentityFromAKeyStore() throws Exception {
        Map<String, Object> settings = trusting(server);
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.location", client.keyStore());
        settings.put("ssl.keystore.password", Certificates.PASSWORD);
        exchange(server, true, settings);
    }

    @Test
    void shouldShowAnIdentityFromPemText() throws Exception {
        Map<String, Object> settings = trusting(server);
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.certificate.chain", client.certificateText());
        settings.put("ssl.keystore.key", client.keyText());
        exchange(server, true, settings);
    }

    @Test
    void shouldSayThatTheBrokerWantsAnIdentity() throws Exception {
        ClientException failure = failure(server, true, trusting(server));
        for (int i = 0; i < 10 && failure instanceof RetriableException; i++) { // the reset overtook the broker's alert
            failure = failure(server, true, trusting(server));
        }
        assertThat(failure).isInstanceOf(FatalException.class);
        assertThat(failure.advice()).contains("ssl.keystore.location");
    }

    @Test
    void shouldNotTrustAStranger() throws Exception {
        ClientException failure = failure(server, false, trusting(client));
        assertThat(failure).isInstanceOf(FatalException.class).hasMessageContaining("certification path");
        assertThat(failure.advice()).contains("ssl.truststore.location");
    }

    @Test
    void shouldNotTrustACertificateForAnotherHost() throws Exception {
        ClientException failure = failure(elsewhere, false, trusting(elsewhere));
        assertThat(failure).isInstanceOf(FatalException.class);
        assertThat(failure.advice()).contains("ssl.endpoint.identification.algorithm");
    }

    @Test
    void shouldTakeACertificateForAnotherHostWhenTold() throws Exception {
        Map<String, Object> settings = trusting(elsewhere);
        settings.put("ssl.endpoint.identification.algorithm", "");
        exchange(elsewhere, false, settings);
    }

    @Test
    void shouldSayThatAListenerDoesNotSpeakTls() throws Exception {
        byte[] page = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ClientNetwork network = network(trusting(server))) {
            CompletableFuture<Connection> connecting = network.connect(new HostPort("127.0.0.1", plain.getLocalPort()));
            try (var socket = plain.accept()) {
                socket.getOutputStream().write(page);
                ClientException failure = failure(connecting);
                assertThat(failure).isInstanceOf(FatalException.class);
                assertThat(failure.advice()).contains("security.protocol");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldHintAtTheProtocolWhenTheConnectionEndsBeforeTlsBegan(boolean byReset) throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ClientNetwork network = network(trusting(server))) {
            CompletableFuture<Connection> connecting = network.connect(new HostPort("127.0.0.1", plain.getLocalPort()));
            try (var socket = plain.accept()) {
                socket.getInputStream().readNBytes(4); // too long a request, if it were one
                if (byReset) {
                    socket.setSoLinger(true, 0);
                } else {
                    socket.getInputStream().readNBytes(socket.getInputStream().available());
                }
            }
            ClientException failure = failure(connecting);
            assertThat(failure).hasMessageContaining("while TLS began");
            assertThat(failure.advice()).contains("security.protocol");
        }
    }

    @Test
    void shouldNameTheStoreThatCannotBeRead() {
        Map<String, Object> settings = trusting(server);
        settings.put("ssl.truststore.password", "wrong");
        ClientException failure = (ClientException) catchThrowable(() -> network(settings));
        assertThat(failure).isInstanceOf(MisuseException.class).hasMessageContaining("ssl.truststore");
        assertThat(failure.advice()).contains("password");
    }

    private static Map<String, Object> trusting(Certificates certificates) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("ssl.truststore.location", certificates.trustStore());
        settings.put("ssl.truststore.password", Certificates.PASSWORD);
        return settings;
    }

    private static void exchange(Certificates shown, boolean wantsIdentity, Map<String, Object> settings)
            throws Exception {
        try (StubBroker broker = broker(shown, wantsIdentity);
                ClientNetwork network = network(settings)) {
            Connection connection = get(network.connect(HostPort.parse(broker.address())));
            get(connection.send(Call.of(ListGroupsRequest.builder().build(), ListGroupsResponse.class)));
        }
    }

    private static ClientException failure(Certificates shown, boolean wantsIdentity, Map<String, Object> settings)
            throws Exception {
        try (StubBroker broker = broker(shown, wantsIdentity);
                ClientNetwork network = network(settings)) {
            return failure(network.connect(HostPort.parse(broker.address())));
        }
    }

    private static ClientNetwork network(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", "127.0.0.1:1");
        all.put("security.protocol", "SSL");
        ClientConfig config = ClientConfig.from(all);
        return new ClientNetwork(config.network(), config.security(), Seams.real());
    }

    private static StubBroker broker(Certificates shown, boolean wantsIdentity)
            throws IOException, GeneralSecurityException {
        SSLContext context = shown.server(client);
        return new StubBroker(
                wantsIdentity ? wanting(context.getServerSocketFactory()) : context.getServerSocketFactory(),
                StubBroker.offering(
                        OFFERED,
                        (request, replies) -> replies.send(
                                request, ListGroupsResponse.builder().build())));
    }

    private static ServerSocketFactory wanting(ServerSocketFactory factory) {
        return new ServerSocketFactory() {
            @Override
            public ServerSocket createServerSocket(int port) throws IOException {
                return createServerSocket(port, 0, InetAddress.getLoopbackAddress());
            }

            @Override
            public ServerSocket createServerSocket(int port, int backlog) throws IOException {
                return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
            }

            @Override
            public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
                SSLServerSocket socket = (SSLServerSocket) factory.createServerSocket(port, backlog, address);
                socket.setNeedClientAuth(true);
                return socket;
            }
        };
    }

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static ClientException failure(CompletableFuture<?> future) {
        return (ClientException) ClientErrors.unwrap(catchThrowable(() -> get(future)));
    }
}
