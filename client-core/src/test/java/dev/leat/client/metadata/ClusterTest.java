package dev.leat.client.metadata;

import static dev.leat.test.stub.StubBroker.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.leat.client.HostLookup;
import dev.leat.client.Seams;
import dev.leat.client.admin.AdminClient;
import dev.leat.client.admin.Results;
import dev.leat.client.config.ClientConfig;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.net.Call;
import dev.leat.client.net.Connection;
import dev.leat.client.net.HostPort;
import dev.leat.client.net.NetworkConfig;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiVersionsResponse;
import dev.leat.protocol.message.DeleteTopicsResponse;
import dev.leat.protocol.message.FindCoordinatorResponse;
import dev.leat.protocol.message.HeartbeatRequest;
import dev.leat.protocol.message.HeartbeatResponse;
import dev.leat.protocol.message.MetadataResponse;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.test.stub.StubBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClusterTest {
    private static final List<ApiVersionsResponse.ApiVersion> OFFERED = List.of(
            version(ApiKey.API_VERSIONS, 0, 4),
            version(ApiKey.METADATA, 0, 13),
            version(ApiKey.FIND_COORDINATOR, 0, 3),
            version(ApiKey.DELETE_TOPICS, 1, 6),
            version(ApiKey.HEARTBEAT, 0, 4));
    private static final Call<HeartbeatResponse> HEARTBEAT = Call.of(
                    HeartbeatRequest.builder().groupId("g").build(), HeartbeatResponse.class)
            .then(response -> {
                ClientErrors.check(response.errorCode(), "heartbeat", null);
                return response;
            });

    private final AtomicInteger requests = new AtomicInteger();
    private final StubBroker broker;
    private final Cluster cluster;
    private volatile int leader = 7;
    private volatile short heartbeatError;
    private volatile short metadataError;
    private volatile boolean silent;

    ClusterTest() throws IOException {
        broker = StubBroker.speaking(OFFERED, this::answer);
        cluster = Cluster.open(
                ClientConfig.of(
                        List.of(new HostPort("127.0.0.1", 1), HostPort.parse(broker.address())),
                        NetworkConfig.defaults("test").withRequestTimeoutMs(5_000)),
                new Seams(System::nanoTime, System::currentTimeMillis, () -> 0, () -> 0));
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
        broker.close();
    }

    private void answer(StubBroker.Request request, StubBroker.Replies replies) throws IOException {
        requests.incrementAndGet();
        if (silent) {
            return;
        }
        switch (ApiKey.values()[request.apiKey()]) {
            case METADATA -> replies.send(request, metadata());
            case FIND_COORDINATOR ->
                replies.send(
                        request,
                        FindCoordinatorResponse.builder()
                                .host(StubBroker.HOST)
                                .port(broker.port())
                                .build());
            case HEARTBEAT -> {
                replies.send(
                        request,
                        HeartbeatResponse.builder().errorCode(heartbeatError).build());
                heartbeatError = 0;
            }
            case DELETE_TOPICS ->
                replies.send(
                        request,
                        DeleteTopicsResponse.builder()
                                .responses(List.of(DeleteTopicsResponse.DeletableTopicResult.builder()
                                        .name("a")
                                        .errorCode(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code())
                                        .build()))
                                .build());
            default -> replies.reset();
        }
    }

    private MetadataResponse metadata() {
        return MetadataResponse.builder()
                .errorCode(metadataError)
                .brokers(List.of(MetadataResponse.MetadataResponseBroker.builder()
                        .nodeId(7)
                        .host(StubBroker.HOST)
                        .port(broker.port())
                        .build()))
                .controllerId(7)
                .topics(List.of(MetadataResponse.MetadataResponseTopic.builder()
                        .name("a")
                        .partitions(List.of(MetadataResponse.MetadataResponsePartition.builder()
                                .leaderId(leader)
                                .replicaNodes(List.of(7))
                                .isrNodes(List.of(7))
                                .build()))
                        .build()))
                .build();
    }

    @Test
    void shouldUseTheFirstBootstrapBrokerThatAnswers() {
        assertThat(get(cluster.refreshAll()).brokers()).containsOnlyKeys(7);
    }

    @Test
    void shouldSayWhenNoBootstrapBrokerAnswers() throws IOException {
        broker.close();
        assertThat(failure(cluster.refreshAll()))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("none of the brokers");
    }

    @Test
    void shouldTellPartitionsWithoutLeaderFromThoseThatDoNotExist() {
        leader = PartitionView.NO_LEADER;
        ClusterView view = get(cluster.refresh(List.of("a"), false));
        assertThat(failureCode(view, 0)).isEqualTo(ErrorCode.LEADER_NOT_AVAILABLE);
        assertThat(failureCode(view, 5)).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    }

    private static @Nullable ErrorCode failureCode(ClusterView view, int partition) {
        return catchThrowableOfType(RetriableException.class, () -> view.partition(new TopicPartition("a", partition)))
                .errorCode();
    }

    @Test
    void shouldLookForTheCoordinatorAgainWhenItMoved() {
        heartbeatError = ErrorCode.NOT_COORDINATOR.code();
        get(cluster.retrying(() -> cluster.toCoordinator("g", HEARTBEAT), 30_000));
        assertThat(requests).hasValue(4); // find, heartbeat, find, heartbeat
        get(cluster.toCoordinator("g", HEARTBEAT));
        assertThat(requests).hasValue(5);
    }

    @Test
    void shouldGiveTheBrokersErrorWithItsKindAndAdvice() {
        ClientException failure =
                failure(AdminClient.over(cluster).deleteTopics(List.of("a")).thenApply(Results::orThrow));
        assertThat(failure.is(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION)).isTrue();
        assertThat(failure).hasMessageContaining("deleting topic 'a' failed");
        assertThat(failure.advice()).contains("check the name");
    }

    @Test
    void shouldTellListenersOfWhatTheBackgroundLearnt() {
        BlockingQueue<ClusterView> told = new LinkedBlockingQueue<>();
        cluster.onChange(told::add);
        cluster.requestRefresh(List.of("a"));
        ClusterView view = next(told);
        assertThat(view.topics()).containsOnlyKeys("a");
        assertThat(cluster.view()).isSameAs(view);
        TopicPartition partition = new TopicPartition("a", 0);
        assertThat(cluster.learnLeader(partition, 8, 3, List.of())).isTrue();
        assertThat(next(told).partition(partition).leader()).isEqualTo(8);
        assertThat(cluster.learnLeader(partition, 7, 3, List.of())).isFalse();
    }

    @Test
    void shouldSayThatNobodyCouldBeAskedInTheBackground() throws IOException {
        broker.close();
        BlockingQueue<ClientException> told = new LinkedBlockingQueue<>();
        cluster.onFailure(told::add);
        cluster.requestRefresh(List.of("a"));
        assertThat(next(told)).isInstanceOf(RetriableException.class);
        assertThat(next(told)).isInstanceOf(RetriableException.class); // it asks again
    }

    @Test
    void shouldFindTheCoordinatorOfATransactionApartFromThatOfAGroup() {
        Connection forGroup = get(cluster.connectionToCoordinator(CoordinatorType.GROUP, "g"));
        Connection forTransaction = get(cluster.connectionToCoordinator(CoordinatorType.TRANSACTION, "g"));
        assertThat(requests).hasValue(2);
        assertThat(forTransaction).isSameAs(forGroup); // the same broker
    }

    @Test
    void shouldNotLetCoordinationWaitBehindDataOnOneConnection() {
        get(cluster.refreshAll());
        assertThat(get(cluster.connectionTo(7)))
                .isNotSameAs(get(cluster.connectionToCoordinator(CoordinatorType.GROUP, "g")));
    }

    @Test
    void shouldBeginAgainWithTheBootstrapListWhenTold() {
        get(cluster.refreshAll());
        metadataError = ErrorCode.REBOOTSTRAP_REQUIRED.code();
        assertThat(failure(cluster.refreshAll()).is(ErrorCode.REBOOTSTRAP_REQUIRED))
                .isTrue();
        assertThat(cluster.view().brokers()).isEmpty();
        metadataError = 0;
        assertThat(get(cluster.refreshAll()).brokers()).containsOnlyKeys(7);
    }

    @Test
    void shouldAskTheBootstrapServersUnderTheirCanonicalNamesWhenTold() {
        List<String> lookedUp = new CopyOnWriteArrayList<>();
        HostLookup names = new HostLookup() {
            @Override
            public InetAddress[] addressesOf(String host) throws UnknownHostException {
                lookedUp.add(host);
                return InetAddress.getAllByName(StubBroker.HOST);
            }

            @Override
            public String canonicalNameOf(InetAddress address) {
                return "one.example";
            }
        };
        ClientConfig canonical = ClientConfig.from(Map.of(
                "bootstrap.servers",
                "kafka:" + broker.port(),
                "client.dns.lookup",
                "resolve_canonical_bootstrap_servers_only"));
        try (Cluster other = Cluster.open(
                canonical, new Seams(System::nanoTime, System::currentTimeMillis, () -> 0, () -> 0, names))) {
            assertThat(get(other.refreshAll()).brokers()).containsOnlyKeys(7);
            assertThat(lookedUp).containsExactly("kafka", "one.example");
        }
    }

    @Test
    void shouldRefuseToWorkAfterClose() {
        cluster.close();
        assertThat(failure(cluster.refreshAll())).hasMessageContaining("closed");
    }

    @Test
    void shouldFailWhateverSomebodyStillWaitsForWhenClosed() throws Exception {
        silent = true;
        CompletableFuture<?> unanswered = cluster.refreshAll();
        await().atMost(30, TimeUnit.SECONDS).until(() -> requests.get() == 1);
        CompletableFuture<?> betweenTries =
                cluster.retrying(() -> CompletableFuture.failedFuture(new RetriableException("not now", "")), 60_000);
        CompletableFuture<?> triedOnAndOn = cluster.retrying(cluster::refreshAll, 60_000);
        cluster.close();
        for (CompletableFuture<?> waiting : List.of(unanswered, betweenTries, triedOnAndOn)) {
            assertThat(waiting).failsWithin(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldCloseFromItsOwnThreadToo() {
        CompletableFuture<Void> closed = cluster.refreshAll().thenAccept(view -> cluster.close());
        assertThat(closed).succeedsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldFailAConnectionThatWaitsForItsPauseWhenClosed() throws Exception {
        get(cluster.refreshAll());
        Connection connection = get(cluster.connectionTo(7));
        broker.close();
        await().atMost(30, TimeUnit.SECONDS).until(() -> !connection.isOpen());
        for (int i = 0; i < 5; i++) {
            assertThat(cluster.connectionTo(7)).failsWithin(10, TimeUnit.SECONDS);
        }
        CompletableFuture<Connection> waiting = cluster.connectionTo(7); // in half a second or so
        cluster.close();
        assertThat(waiting).failsWithin(10, TimeUnit.SECONDS);
    }

    private static <T> T next(BlockingQueue<T> queue) {
        try {
            return Objects.requireNonNull(queue.poll(30, TimeUnit.SECONDS), "nothing came");
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static ClientException failure(CompletableFuture<?> future) {
        return (ClientException) ClientErrors.unwrap(catchThrowable(() -> get(future)));
    }
}
