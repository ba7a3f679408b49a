package dev.leat.client.metadata;

import static dev.leat.client.metadata.ViewFixture.ID;
import static dev.leat.client.metadata.ViewFixture.broker;
import static dev.leat.client.metadata.ViewFixture.topic;
import static dev.leat.client.metadata.ViewFixture.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.net.HostPort;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final HostPort BOOTSTRAP = new HostPort("bootstrap", 9092);
    private static final ClusterView KNOWN = view(topic("a", ID, 0, 1));

    private final Recovery recovery = new Recovery(true, 1_000);

    @Test
    void shouldAskKnownBrokersBeforeTheBootstrapList() {
        assertThat(recovery.candidates(KNOWN, List.of(BOOTSTRAP), 0))
                .containsExactly(broker(1).address(), broker(2).address(), BOOTSTRAP);
        assertThat(recovery.candidates(ClusterView.UNKNOWN, List.of(BOOTSTRAP), 0))
                .containsExactly(BOOTSTRAP);
    }

    @Test
    void shouldBeginWithAnyOfTheKnownBrokers() {
        assertThat(recovery.candidates(KNOWN, List.of(BOOTSTRAP), 1))
                .startsWith(broker(2).address());
    }

    @Test
    void shouldNotGoBackToTheBootstrapListWhenToldNotTo() {
        Recovery none = new Recovery(false, 1_000);
        assertThat(none.candidates(KNOWN, List.of(BOOTSTRAP), 0)).doesNotContain(BOOTSTRAP);
        assertThat(none.candidates(ClusterView.UNKNOWN, List.of(BOOTSTRAP), 0)).containsExactly(BOOTSTRAP);
        none.failed(0);
        assertThat(none.failed(5_000)).isFalse();
    }

    @Test
    void shouldForgetKnownBrokersAfterFailingForLong() {
        assertThat(recovery.failed(0)).isFalse();
        assertThat(recovery.failed(999)).isFalse();
        assertThat(recovery.failed(1_000)).isTrue();
        assertThat(recovery.failed(1_001)).isFalse(); // begins anew
    }

    @Test
    void shouldCountFromTheLastSuccess() {
        recovery.failed(0);
        recovery.succeeded();
        assertThat(recovery.failed(1_500)).isFalse();
        assertThat(recovery.failed(2_500)).isTrue();
    }
}
