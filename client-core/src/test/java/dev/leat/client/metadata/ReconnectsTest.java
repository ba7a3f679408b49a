package dev.leat.client.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.net.HostPort;
import dev.leat.client.retry.Backoff;
import org.junit.jupiter.api.Test;

class ReconnectsTest {
    private static final HostPort BAD = new HostPort("bad", 9092);
    private static final HostPort GOOD = new HostPort("good", 9092);

    private final Reconnects reconnects = new Reconnects(new Backoff(50, 1_000, () -> 1_000), 100, 300);

    @Test
    void shouldConnectAtOnceWhileThereIsNoTrouble() {
        assertThat(reconnects.pauseMs(GOOD, 0)).isZero();
        assertThat(reconnects.connectTimeoutMs(GOOD)).isEqualTo(100);
    }

    @Test
    void shouldPauseLongerAfterEveryFailureOfThatBrokerAlone() {
        for (long pause : new long[] {50, 100, 200, 400, 800, 1_000, 1_000}) {
            reconnects.failed(BAD, 5);
            assertThat(reconnects.pauseMs(BAD, 5)).isBetween(pause * 8 / 10, pause * 12 / 10);
        }
        assertThat(reconnects.pauseMs(GOOD, 5)).isZero();
        assertThat(reconnects.pauseMs(BAD, 5_000)).isZero();
    }

    @Test
    void shouldGrantMoreTimeAfterFailuresUpToTheMaximum() {
        reconnects.failed(BAD, 0);
        assertThat(reconnects.connectTimeoutMs(BAD)).isEqualTo(200);
        reconnects.failed(BAD, 0);
        assertThat(reconnects.connectTimeoutMs(BAD)).isEqualTo(300);
    }

    @Test
    void shouldForgetTroubleThatIsOver() {
        reconnects.failed(BAD, 0);
        reconnects.succeeded(BAD);
        assertThat(reconnects.pauseMs(BAD, 0)).isZero();
        assertThat(reconnects.connectTimeoutMs(BAD)).isEqualTo(100);
    }
}
