package dev.leat.client.metadata;

import static dev.leat.test.stub.StubBroker.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.leat.client.Seams;
import dev.leat.client.config.ClientConfig;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.RetriableException;
import dev.leat.client.net.Connection;
import dev.leat.client.net.ExpectedBroker;
import dev.leat.client.net.HostPort;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiVersionsRequest;
import dev.leat.protocol.message.ApiVersionsResponse;
import dev.leat.protocol.message.FindCoordinatorResponse;
import dev.leat.protocol.message.MetadataResponse;
import dev.leat.protocol.message.MetadataResponse.MetadataResponseBroker;
import dev.leat.protocol.message.SaslAuthenticateResponse;
import dev.leat.protocol.message.SaslHandshakeResponse;
import dev.leat.test.stub.StubBroker;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An address at which another broker answers than the one that was said to be there (KIP-1242). */
@Timeout(60)
class MisroutedTest {
    private static final String CLUSTER = "cluster";

    private final List<String> expected = new CopyOnWriteArrayList<>();
    private final StubBroker broker;
    private volatile int highest = 5;
    private volatile int id = 7;
    private volatile int saidToBe = 7;

    MisroutedTest() throws IOException {
        broker = new StubBroker(this::answer);
    }

    @AfterEach
    void close() throws IOException {
        broker.close();
    }

    private void answer(StubBroker.Request request, StubBroker.Replies replies) throws IOException {
        switch (ApiKey.values()[request.apiKey()]) {
            case API_VERSIONS -> replies.send(request, versions((ApiVersionsRequest) request.message()));
            case METADATA -> replies.send(request, metadata());
            case SASL_HANDSHAKE ->
                replies.send(request, SaslHandshakeResponse.builder().build());
            case SASL_AUTHENTICATE ->
                replies.send(request, SaslAuthenticateResponse.builder().build());
            case FIND_COORDINATOR ->
                replies.send(
                        request,
                        FindCoordinatorResponse.builder()
                                .host(StubBroker.HOST)
                                .port(broker.port())
                                .build());
            default -> replies.reset();
        }
    }

    /** As brokers from 4.4 on. */
    private ApiVersionsResponse versions(ApiVersionsRequest request) {
        expected.add(request.clusterId() + "/" + request.nodeId());
        boolean wrong = request.clusterId() != null && request.nodeId() != id;
        return ApiVersionsResponse.builder()
                .errorCode(wrong ? ErrorCode.REBOOTSTRAP_REQUIRED.code() : 0)
                .apiKeys(List.of(
                        version(ApiKey.API_VERSIONS, 0, highest),
                        version(ApiKey.METADATA, 0, 13),
                        version(ApiKey.SASL_HANDSHAKE, 0, 1),
                        version(ApiKey.SASL_AUTHENTICATE, 0, 2),
                        version(ApiKey.FIND_COORDINATOR, 0, 3)))
                .build();
    }

    private MetadataResponse metadata() {
        return MetadataResponse.builder()
                .clusterId(CLUSTER)
                .brokers(List.of(MetadataResponseBroker.builder()
                        .nodeId(saidToBe)
                        .host(StubBroker.HOST)
                        .port(broker.port())
                        .build()))
                .controllerId(saidToBe)
                .build();
    }

    private Cluster cluster(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", broker.address());
        all.put("reconnect.backoff.ms", 10);
        return Cluster.open(
                ClientConfig.from(all), new Seams(System::nanoTime, System::currentTimeMillis, () -> 0, () -> 0));
    }

    /** Over a connection of its own. */
    private static CompletableFuture<Connection> toCoordinator(Cluster cluster) {
        return cluster.connectionToCoordinator(CoordinatorType.GROUP, "g");
    }

    @Test
    void shouldSayWhomItExpectsOnceThatIsKnown() {
        try (Cluster cluster = cluster(Map.of())) {
            get(cluster.refreshAll());
            get(cluster.refreshAll());
            awaitExpected("null/-1", CLUSTER + "/7"); // over the connection that was there before, and once
            get(toCoordinator(cluster));
            get(cluster.refreshAll());
            awaitExpected("null/-1", CLUSTER + "/7", CLUSTER + "/7");
        }
    }

    private void awaitExpected(String... all) {
        await().atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(expected).containsExactly(all));
    }

    @Test
    void shouldLeaveABrokerThatTurnsOutToBeAnotherOne() {
        try (Cluster cluster = cluster(Map.of())) {
            id = 8;
            Connection first = get(cluster.refreshAll().thenCompose(view -> cluster.connectionTo(7)));
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> cluster.view().brokers().isEmpty());
            assertThat(first.isOpen()).isFalse();
            saidToBe = 8;
            assertThat(get(cluster.refreshAll()).brokers()).containsOnlyKeys(8);
            awaitExpected("null/-1", CLUSTER + "/7", "null/-1", CLUSTER + "/8");
            assertThat(get(cluster.connectionTo(8)).isOpen()).isTrue();
        }
    }

    @Test
    void shouldTellABrokerThatItIsSaidToBeAnotherOneByNow() {
        try (Cluster cluster = cluster(Map.of())) {
            get(cluster.refreshAll());
            awaitExpected("null/-1", CLUSTER + "/7");
            id = 8;
            saidToBe = 8;
            get(cluster.refreshAll());
            awaitExpected("null/-1", CLUSTER + "/7", CLUSTER + "/8");
        }
    }

    @Test
    void shouldNotTellABrokerThatWouldNotUnderstand() {
        highest = 4;
        try (Cluster cluster = cluster(Map.of())) {
            get(cluster.refreshAll());
            get(cluster.refreshAll());
            assertThat(expected).containsExactly("null/-1");
        }
    }

    @Test
    void shouldTellAgainBehindALoginForWhichABrokerMayNotHaveLooked() {
        Map<String, Object> settings = Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", "PlainLoginModule required username=\"u\" password=\"p\";");
        try (Cluster cluster = cluster(settings)) {
            get(cluster.refreshAll());
            get(toCoordinator(cluster));
            awaitExpected("null/-1", CLUSTER + "/7", CLUSTER + "/7");
            get(cluster.refreshAll());
            awaitExpected("null/-1", CLUSTER + "/7", CLUSTER + "/7", CLUSTER + "/7");
        }
    }

    @Test
    void shouldBeginAgainWithTheBootstrapListWhenAnotherBrokerAnswers() {
        try (Cluster cluster = cluster(Map.of())) {
            get(cluster.refreshAll());
            awaitExpected("null/-1", CLUSTER + "/7");
            id = 8;
            saidToBe = 8;
            Throwable failure = ClientErrors.unwrap(catchThrowable(() -> get(toCoordinator(cluster))));
            assertThat(failure)
                    .isInstanceOf(RetriableException.class)
                    .hasMessageContaining("is not broker 7 of cluster " + CLUSTER);
            assertThat(cluster.view().brokers()).isEmpty();
            assertThat(get(cluster.refreshAll()).brokers()).containsOnlyKeys(8);
            get(toCoordinator(cluster));
            assertThat(expected).last().isEqualTo(CLUSTER + "/8");
        }
    }

    @Test
    void shouldTakeWhoeverAnswersIfTold() {
        for (Map<String, Object> settings : List.of(
                Map.<String, Object>of("metadata.cluster.check.enable", false),
                Map.<String, Object>of("metadata.recovery.strategy", "none"))) {
            try (Cluster cluster = cluster(settings)) {
                get(cluster.refreshAll());
                get(toCoordinator(cluster));
            }
        }
        assertThat(expected).hasSize(4).containsOnly("null/-1");
    }

    @Test
    void shouldExpectNobodyWhereSeveralBrokersAreSaidToBe() {
        HostPort one = new HostPort("one", 1);
        HostPort shared = new HostPort("shared", 1);
        ClusterView view = new ClusterView(
                CLUSTER,
                1,
                Map.of(
                        1, new BrokerView(1, one, null),
                        2, new BrokerView(2, shared, null),
                        3, new BrokerView(3, shared, null)),
                Map.of(),
                Map.of());
        assertThat(view.expectedAt(one)).isEqualTo(new ExpectedBroker(CLUSTER, 1));
        assertThat(view.expectedAt(shared)).isNull();
        assertThat(view.expectedAt(new HostPort("elsewhere", 1))).isNull();
    }

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
