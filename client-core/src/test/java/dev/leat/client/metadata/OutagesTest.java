package dev.leat.client.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.leat.base.fake.ManualTime;
import dev.leat.client.Seams;
import dev.leat.client.config.ClientConfig;
import dev.leat.client.error.RetriableException;
import dev.leat.client.net.HostPort;
import dev.leat.protocol.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
class OutagesTest {
    private static final HostPort BROKER = new HostPort("one", 9092);
    private static final RetriableException REFUSED = new RetriableException("connection refused", "no broker there");

    private final Logger log = (Logger) LoggerFactory.getLogger(Outages.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final ManualTime time = new ManualTime(0);
    private final Outages outages = new Outages(time.monotonic());

    @BeforeEach
    void listen() {
        log.setLevel(Level.INFO);
        log.setAdditive(false);
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(lines);
        log.setAdditive(true);
        log.setLevel(null);
    }

    private List<String> said() {
        return new ArrayList<>(lines.list)
                .stream()
                        .map(line -> line.getLevel() + " " + line.getFormattedMessage())
                        .toList();
    }

    @Test
    void shouldSayWhatIsWrongAndWhatToDoOnceInAWhilePerBroker() {
        for (int second = 0; second < 60; second++) {
            outages.unreachable(BROKER, REFUSED);
            time.advance(1_000);
        }
        String line = "WARN broker one:9092 cannot be used: connection refused; no broker there";
        assertThat(said()).containsExactly(line, line);
        outages.unreachable(new HostPort("two", 9092), REFUSED);
        assertThat(said()).hasSize(3);
    }

    @Test
    void shouldSayWhenItIsOver() {
        outages.reached(BROKER);
        assertThat(said()).isEmpty();
        outages.unreachable(BROKER, REFUSED);
        outages.reached(BROKER);
        outages.reached(BROKER);
        assertThat(said()).hasSize(2).last().isEqualTo("INFO broker one:9092 can be used again");
    }

    @Test
    void shouldNotFillTheLogWithWhatComesAndGoes() {
        for (int second = 0; second < 30; second++) {
            outages.unreachable(BROKER, REFUSED);
            outages.reached(BROKER);
            time.advance(1_000);
        }
        assertThat(said()).hasSize(2);
    }

    @Test
    void shouldNameTopicsThatCannotBeUsedButNotThoseWithoutALeaderForNow() {
        outages.unusable("a", ErrorCode.LEADER_NOT_AVAILABLE);
        assertThat(said()).isEmpty();
        outages.unusable("bad topic!", ErrorCode.INVALID_TOPIC_EXCEPTION);
        outages.unusable("missing", ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        outages.unusable("missing", ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(said()).hasSize(2);
        assertThat(said().get(0))
                .startsWith("WARN asking for topic 'bad topic!' failed")
                .contains("; names have");
        assertThat(said().get(1)).contains("'missing'").contains("check the name");
    }

    @Test
    void shouldSayWhenNobodyTellsAboutTheClusterAndNothingAfterClose() {
        outages.unanswered(REFUSED);
        outages.answered();
        outages.close();
        time.advance(Outages.AGAIN_AFTER_MS);
        outages.unanswered(REFUSED);
        assertThat(said()).hasSize(2);
    }

    @Test
    void shouldTellOfABrokerThatRefusesEachOfManyConnections() {
        AtomicInteger failures = new AtomicInteger();
        ClientConfig config = ClientConfig.from(
                Map.of("bootstrap.servers", "127.0.0.1:1", "reconnect.backoff.ms", 1, "reconnect.backoff.max.ms", 5));
        try (Cluster cluster = Cluster.open(config, Seams.real())) {
            cluster.onFailure(failure -> failures.incrementAndGet());
            cluster.requestRefresh(List.of("a"));
            await().atMost(30, TimeUnit.SECONDS).until(() -> failures.get() >= 3);
        }
        assertThat(said())
                .singleElement()
                .asString()
                .startsWith("WARN broker 127.0.0.1:1 cannot be used")
                .contains("connection refused")
                .contains("no broker runs there");
    }
}
