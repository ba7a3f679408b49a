package dev.leat.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TestBrokerTest {
    static Stream<Arguments> kinds() {
        return Stream.of(Storage.values())
                .flatMap(storage ->
                        Stream.of(Coordination.values()).map(coordination -> Arguments.of(storage, coordination)));
    }

    private static BrokerOptions options(Storage storage, Coordination coordination) {
        return BrokerOptions.defaults().on(storage).coordinatedBy(coordination);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldKeepTopicsRecordsAndOffsetsOverARestart(Storage storage, Coordination coordination) throws Exception {
        try (TestBroker broker = TestBroker.start(options(storage, coordination))) {
            int port = broker.port();
            broker.createTopic("orders", 1);
            Exchange.send(broker, "orders", "a", "b");
            assertThat(Exchange.receive(broker, "orders", 2)).containsExactly("a", "b");
            broker.restart();
            Exchange.send(broker, "orders", "c");
            assertThat(broker.port()).isEqualTo(port);
            assertThat(Exchange.receive(broker, "orders", 1)).containsExactly("c");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldRecoverWhatWasAcknowledgedBeforeAKill(Storage storage, Coordination coordination) throws Exception {
        try (TestBroker broker = TestBroker.start(options(storage, coordination))) {
            broker.createTopic("orders", 1);
            Exchange.send(broker, "orders", "a", "b");
            broker.kill();
            assertThatThrownBy(broker::port).hasMessageContaining("has ended");
            broker.restart();
            assertThat(Exchange.receive(broker, "orders", 2)).containsExactly("a", "b");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldLeaveNoThreadFileOrPortBehind(Storage storage, Coordination coordination) throws Exception {
        Set<Thread> threadsBefore = threads();
        Set<Path> filesBefore = temporaryFiles();
        TestBroker broker = TestBroker.start(options(storage, coordination));
        int port = broker.port();
        broker.createTopic("orders");
        Exchange.send(broker, "orders", "a");
        broker.close();
        new ServerSocket(port).close();
        assertThat(temporaryFiles()).isEqualTo(filesBefore);
        // Netty's own executor of last resort goes a second after its last task
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(threads()).isSubsetOf(threadsBefore));
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("awaitility"))
                .collect(Collectors.toSet());
    }

    private static Set<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(path -> path.getFileName().toString().startsWith("leat-test-"))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void shouldServeSeveralAtOnceEachWithItsOwnData() throws Exception {
        try (TestBroker one = TestBroker.start();
                TestBroker other = TestBroker.start()) {
            Exchange.send(one, "orders", "one");
            Exchange.send(other, "orders", "other");
            assertThat(Exchange.receive(one, "orders", 1)).containsExactly("one");
            assertThat(Exchange.receive(other, "orders", 1)).containsExactly("other");
        }
    }

    @Test
    void shouldTellItsAddressInSystemPropertiesWhileItLives() {
        BrokerOptions options = BrokerOptions.defaults().publishedAs("leat.test.published");
        try (TestBroker broker = TestBroker.start(options)) {
            assertThat(System.getProperty("leat.test.published")).isEqualTo("127.0.0.1:" + broker.port());
        }
        assertThat(System.getProperty("leat.test.published")).isNull();
    }

    @Test
    void shouldSayWhyItDoesNotStartAndLeaveNothing() throws IOException {
        Set<Path> filesBefore = temporaryFiles();
        Set<Thread> threadsBefore = threads();
        try (ServerSocket taken = new ServerSocket(0)) {
            BrokerOptions options =
                    options(Storage.TEMPORARY_DIRECTORY, Coordination.ZOOKEEPER).onPort(taken.getLocalPort());
            assertThatThrownBy(() -> TestBroker.start(options))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
        assertThat(temporaryFiles()).isEqualTo(filesBefore);
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(threads()).isSubsetOf(threadsBefore));
    }

    @Test
    void shouldRefuseASettingThatDoesNotExist() {
        BrokerOptions options = BrokerOptions.defaults().with("num.partition", "3");
        assertThatThrownBy(() -> TestBroker.start(options)).hasMessageContaining("num.partitions");
    }

    @Test
    void shouldPassOnWhyATopicIsRefused() {
        try (TestBroker broker = TestBroker.start()) {
            broker.createTopic("orders", 1, Map.of("retention.ms", "1000"));
            assertThatThrownBy(() -> broker.createTopic("orders", 1)).hasMessageContaining("orders");
        }
    }
}
