package dev.leat.integration.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.integration.clients.ClosingClient.Kind;
import dev.leat.test.FaultProxy;
import dev.leat.test.stub.ClientThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that is closed leaves no thread and no connection behind, whatever it was about. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClosedClientContract {
    /** Far longer than closing may take, far shorter than the requests' time-outs. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private final FaultProxy proxy = FaultProxy.start();
    private final Clients clients = new Clients(proxy::address);
    private AutoCloseable broker = () -> {};
    private int port;
    private String topic = "";

    /** When it is closed. */
    enum Moment {
        /** It has asked nobody yet. */
        UNUSED,
        /** Its first request on its first connection is not answered. */
        CONNECTING,
        /** All that it asked for, but what it asks of itself, is answered. */
        USED,
        /** What it asked for is not answered. */
        ASKING,
        /** Its connections broke and nobody takes new ones. */
        DESERTED
    }

    /** A broker and the port where it is, whatever it says. */
    record Started(AutoCloseable broker, int port) {}

    /** @param advertised {@code host:port} that the broker names as its own */
    abstract Started start(String advertised) throws IOException;

    @BeforeAll
    void start() throws IOException {
        Started started = start(proxy.address());
        broker = started.broker;
        port = started.port;
        proxy.leadTo(port);
        topic = clients.topic(1);
        clients.fill(new TopicPartition(topic, 0), 1);
    }

    @AfterAll
    void end() throws Exception {
        proxy.close();
        broker.close();
    }

    @AfterEach
    void repair() {
        proxy.leadTo(port);
        proxy.heal();
    }

    static Stream<Arguments> cases() {
        return Arrays.stream(Kind.values())
                .flatMap(kind -> Arrays.stream(Moment.values()).map(moment -> Arguments.of(kind, moment)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldLeaveNoThreadAndNoConnectionBehind(Kind kind, Moment moment) {
        await().atMost(SOON).until(() -> proxy.openConnections() == 0); // of the test before
        ClientThreads threads = ClientThreads.fromNowOn();
        CompletableFuture<?> asked;
        long start;
        try (ClosingClient client = kind.open(Map.of("bootstrap.servers", proxy.address()), topic)) {
            asked = arrive(moment, client);
            assertThat(moment == Moment.UNUSED || !threads.living().isEmpty()).isTrue();
            start = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        assertThat(asked).isDone();
        await().atMost(SOON).until(() -> threads.living().isEmpty());
        await().atMost(SOON).until(() -> proxy.openConnections() == 0);
    }

    private CompletableFuture<?> arrive(Moment moment, ClosingClient client) {
        if (moment == Moment.UNUSED) {
            return CompletableFuture.completedFuture(null);
        }
        if (moment != Moment.CONNECTING) {
            client.use();
            assertThat(proxy.openConnections()).isPositive();
        }
        if (moment == Moment.USED) {
            return CompletableFuture.completedFuture(null);
        }
        if (moment == Moment.DESERTED) {
            proxy.leadTo(0);
            proxy.resetAll();
        } else {
            proxy.swallowAnswers();
        }
        CompletableFuture<?> asked = client.ask();
        await().atMost(SOON).until(() -> (proxy.openConnections() > 0) != (moment == Moment.DESERTED));
        return asked;
    }
}
