package dev.leat.client.net;

import static dev.leat.test.stub.StubBroker.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.leat.client.HostLookup;
import dev.leat.client.Seams;
import dev.leat.client.auth.Security;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.protocol.message.ApiKey;
import dev.leat.test.stub.ClientThreads;
import dev.leat.test.stub.StubBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Brokers under names that lead to several addresses, or take long to look up. */
@Timeout(60)
class AddressesTest {
    private static final String NAME = "kafka.example";
    private static final int PATIENT_MS = 30_000;
    private static final int IMPATIENT_MS = 50;
    /** Where the broker does not listen: on its port nobody does at these. */
    private static final String DESERTED = "127.0.0.2";

    private static final String DESERTED_TOO = "127.0.0.3";

    private final StubBroker broker;
    private final Map<String, List<String>> addresses = new ConcurrentHashMap<>();
    private final List<String> lookedUp = new CopyOnWriteArrayList<>();
    private final List<String> askers = new CopyOnWriteArrayList<>();
    private final CountDownLatch resolverGoesOn = new CountDownLatch(1);
    private volatile boolean resolverHangs;
    private final ClientNetwork network = new ClientNetwork(
            NetworkConfig.defaults("test"),
            Security.NONE,
            new Seams(System::nanoTime, System::currentTimeMillis, () -> 0, () -> 0, new Names()));

    private final class Names implements HostLookup {
        @Override
        public InetAddress[] addressesOf(String host) throws UnknownHostException {
            if (resolverHangs) {
                awaitUninterruptibly();
            }
            lookedUp.add(host);
            askers.add(Thread.currentThread().getName());
            List<String> found = addresses.get(host);
            if (found == null) {
                throw new UnknownHostException(host);
            }
            InetAddress[] all = new InetAddress[found.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = InetAddress.getByName(found.get(i));
            }
            return all;
        }

        private void awaitUninterruptibly() {
            try {
                resolverGoesOn.await();
            } catch (InterruptedException nobodyShould) {
                throw new AssertionError(nobodyShould);
            }
        }

        @Override
        public String canonicalNameOf(InetAddress address) {
            return "at-" + address.getHostAddress();
        }
    }

    AddressesTest() throws IOException {
        broker = StubBroker.speaking(List.of(version(ApiKey.API_VERSIONS, 0, 4)), (request, replies) -> {});
        addresses.put(StubBroker.HOST, List.of(StubBroker.HOST));
    }

    @AfterEach
    void close() throws IOException {
        resolverGoesOn.countDown();
        network.close();
        broker.close();
    }

    private CompletableFuture<Connection> connect(String host, int timeoutMs) {
        return network.connect(new HostPort(host, broker.port()), timeoutMs, null);
    }

    @Test
    void shouldTryTheAddressesOfANameOneAfterTheOther() {
        addresses.put(NAME, List.of(DESERTED, DESERTED_TOO, StubBroker.HOST));
        assertThat(failure(connect(NAME, PATIENT_MS)))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining(NAME + ":" + broker.port() + " (" + DESERTED + ")");
        assertThat(failure(connect(NAME, PATIENT_MS))).hasMessageContaining(DESERTED_TOO);
        assertThat(get(connect(NAME, PATIENT_MS)).isOpen()).isTrue();
        assertThat(lookedUp).containsExactly(NAME);
    }

    @Test
    void shouldLookTheNameUpAnewWhenAllWereTried() {
        addresses.put(NAME, List.of(DESERTED, DESERTED_TOO));
        failure(connect(NAME, PATIENT_MS));
        failure(connect(NAME, PATIENT_MS));
        addresses.put(NAME, List.of(StubBroker.HOST));
        assertThat(get(connect(NAME, PATIENT_MS)).isOpen()).isTrue();
        assertThat(lookedUp).containsExactly(NAME, NAME);
    }

    @Test
    void shouldTryFirstWhatWasReachedLastUnlessTheNameLeadsElsewhereByNow() {
        addresses.put(NAME, List.of(DESERTED, StubBroker.HOST));
        failure(connect(NAME, PATIENT_MS));
        get(connect(NAME, PATIENT_MS));
        assertThat(get(connect(NAME, PATIENT_MS)).isOpen()).isTrue();
        addresses.put(NAME, List.of(DESERTED));
        assertThat(failure(connect(NAME, PATIENT_MS))).hasMessageContaining(DESERTED);
    }

    @Test
    void shouldTryTheOthersFirstAfterAConnectionWasLost() {
        addresses.put(NAME, List.of(StubBroker.HOST, DESERTED));
        Connection first = get(connect(NAME, PATIENT_MS));
        first.close();
        letTheLoopComeRound();
        assertThat(failure(connect(NAME, PATIENT_MS))).hasMessageContaining(DESERTED);
        assertThat(get(connect(NAME, PATIENT_MS)).isOpen()).isTrue();
    }

    @Test
    void shouldTryTheNextAddressWhenSomethingElseAnswersAtOne() throws Exception {
        addresses.put(NAME, List.of(StubBroker.HOST, DESERTED));
        try (StubBroker stranger = new StubBroker((request, replies) -> replies.reset())) {
            HostPort address = new HostPort(NAME, stranger.port());
            failure(network.connect(address));
            assertThat(failure(network.connect(address))).hasMessageContaining(DESERTED);
        }
    }

    @Test
    void shouldCountOneFailureOfAnAddressOnceThoughTwoConnectionsTriedIt() {
        addresses.put(NAME, List.of(DESERTED, StubBroker.HOST, DESERTED_TOO));
        resolverHangs = true;
        List<CompletableFuture<Connection>> both = List.of(connect(NAME, PATIENT_MS), connect(NAME, PATIENT_MS));
        letTheLoopComeRound();
        resolverGoesOn.countDown();
        both.forEach(one -> assertThat(failure(one)).hasMessageContaining(DESERTED));
        assertThat(get(connect(NAME, PATIENT_MS)).isOpen()).isTrue();
    }

    @Test
    void shouldServeOthersWhileANameIsLookedUp() {
        resolverHangs = true;
        addresses.put(NAME, List.of(StubBroker.HOST));
        CompletableFuture<Connection> waiting = connect(NAME, PATIENT_MS);
        letTheLoopComeRound();
        assertThat(waiting).isNotDone();
        resolverGoesOn.countDown();
        assertThat(get(waiting).isOpen()).isTrue();
    }

    @Test
    void shouldNotWaitForAResolverThatHangs() {
        resolverHangs = true;
        addresses.put(NAME, List.of(StubBroker.HOST));
        ClientException failure = failure(connect(NAME, IMPATIENT_MS));
        assertThat(failure).isInstanceOf(RetriableException.class).hasMessageContaining("not looked up in time");
        assertThat(failure.advice()).contains("socket.connection.setup.timeout.ms");
        failure(connect(NAME, IMPATIENT_MS));
        CompletableFuture<Connection> patient = connect(NAME, PATIENT_MS);
        letTheLoopComeRound();
        resolverGoesOn.countDown();
        assertThat(get(patient).isOpen()).isTrue();
        assertThat(lookedUp).containsExactly(NAME); // one thread for all who waited
    }

    @Test
    void shouldAskNoOtherThreadForAnAddress() {
        get(connect(StubBroker.HOST, PATIENT_MS));
        assertThat(askers).hasSize(1).noneMatch(thread -> thread.contains("names"));
        addresses.put(NAME, List.of(StubBroker.HOST));
        get(connect(NAME, PATIENT_MS));
        assertThat(askers).last().asString().contains("names");
    }

    @Test
    void shouldFailWhoWaitsForANameWhenClosed() {
        resolverHangs = true;
        ClientThreads threads = ClientThreads.fromNowOn();
        CompletableFuture<Connection> waiting = connect(NAME, PATIENT_MS);
        CompletableFuture<List<HostPort>> names = network.canonicalNames(new HostPort(NAME, 1));
        network.close();
        assertThat(failure(waiting)).hasMessageContaining("closed by this client");
        assertThat(failure(names)).hasMessageContaining("closed by this client");
        assertThat(failure(connect(NAME, PATIENT_MS))).hasMessageContaining("closed by this client");
        resolverGoesOn.countDown();
        await().atMost(30, TimeUnit.SECONDS).until(() -> threads.living().isEmpty());
    }

    @Test
    void shouldFindCanonicalNames() {
        addresses.put(NAME, List.of(DESERTED, DESERTED_TOO, DESERTED));
        assertThat(get(network.canonicalNames(new HostPort(NAME, 7))))
                .containsExactly(new HostPort("at-" + DESERTED, 7), new HostPort("at-" + DESERTED_TOO, 7));
        assertThat(failure(network.canonicalNames(new HostPort("nobody.example", 7))))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("the host name is not known");
    }

    private void letTheLoopComeRound() {
        CompletableFuture<Boolean> turn = new CompletableFuture<>();
        network.loop().execute(() -> turn.complete(true));
        get(turn);
    }

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static ClientException failure(CompletableFuture<?> future) {
        return (ClientException) ClientErrors.unwrap(catchThrowable(() -> get(future)));
    }
}
