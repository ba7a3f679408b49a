package dev.leat.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leat.client.error.MisuseException;
import dev.leat.client.metadata.ClusterView;
import dev.leat.client.serde.Serializer;
import dev.leat.test.stub.ClientThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a producer is given is configured before use and closed with it, or at once if there will be no producer. */
@Timeout(60)
class PlugInsTest {
    private static final List<String> CLOSED_BY_NAME = new CopyOnWriteArrayList<>();

    private final List<String> configured = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final PlugIn key = new PlugIn("key");
    private final PlugIn value = new PlugIn("value");
    private final PlugIn interceptor = new PlugIn("interceptor");
    private final PlugIn partitioner = new PlugIn("partitioner");
    private final Map<String, Object> settings = new HashMap<>(Map.of(
            "bootstrap.servers", "127.0.0.1:1", "interceptor.classes", interceptor, "partitioner.class", partitioner));

    /** Whatever can be plugged in. */
    private final class PlugIn implements Serializer<String>, ProducerInterceptor<String, String>, Partitioner {
        private final String name;
        private @Nullable RuntimeException onConfigure;
        private @Nullable RuntimeException onClose;

        PlugIn(String name) {
            this.name = name;
        }

        @Override
        public byte @Nullable [] serialize(String topic, @Nullable String data) {
            return null;
        }

        @Override
        public int partition(
                String topic,
                byte @Nullable [] keyBytes,
                byte @Nullable [] valueBytes,
                int count,
                ClusterView cluster) {
            return 0;
        }

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            assertThat(isKey).isEqualTo(name.equals("key"));
            configure(configs);
        }

        @Override
        public void configure(Map<String, ?> configs) {
            assertThat(configs).containsKey("bootstrap.servers");
            configured.add(name);
            if (onConfigure != null) {
                throw onConfigure;
            }
        }

        @Override
        public void close() {
            closed.add(name);
            if (onClose != null) {
                throw onClose;
            }
        }
    }

    /** Made by its name. */
    public static final class Named implements ProducerInterceptor<String, String>, Partitioner {
        @Override
        public int partition(
                String topic,
                byte @Nullable [] keyBytes,
                byte @Nullable [] valueBytes,
                int count,
                ClusterView cluster) {
            return 0;
        }

        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public void close() {
            CLOSED_BY_NAME.add("closed");
        }
    }

    @BeforeEach
    void forget() {
        CLOSED_BY_NAME.clear();
    }

    private Producer<String, String> create() {
        return Producer.create(settings, key, value);
    }

    private void assertAllClosed() {
        assertThat(closed).containsExactlyInAnyOrder("key", "value", "interceptor", "partitioner");
    }

    @Test
    void shouldConfigureThemBeforeUseAndCloseThemWithTheProducer() {
        Producer<String, String> producer = create();
        assertThat(configured).containsExactlyInAnyOrder("key", "value", "interceptor", "partitioner");
        assertThat(closed).isEmpty();
        producer.close(Duration.ZERO);
        producer.close(Duration.ZERO);
        assertAllClosed();
    }

    @Test
    void shouldCloseTheOthersWhenOneCannotBeClosed() {
        Producer<String, String> producer = create();
        key.onClose = new IllegalStateException("stuck");
        interceptor.onClose = new IllegalStateException("stuck too, which is logged");
        partitioner.onClose = new IllegalStateException("stuck as well");
        assertThatThrownBy(() -> producer.close(Duration.ZERO))
                .isSameAs(key.onClose)
                .hasSuppressedException(partitioner.onClose);
        assertAllClosed();
    }

    @Test
    void shouldCloseThemWhenOneOfThemRefusesItsSettings() {
        for (PlugIn refusing : List.of(key, value, interceptor, partitioner)) {
            closed.clear();
            RuntimeException refusal = new IllegalArgumentException(refusing.name);
            refusing.onConfigure = refusal;
            assertThatThrownBy(this::create).isSameAs(refusal);
            assertAllClosed();
            refusing.onConfigure = null;
        }
    }

    @Test
    void shouldTellOfARefusalRatherThanOfWhatCannotBeClosed() {
        RuntimeException refusal = new IllegalArgumentException("no");
        value.onConfigure = refusal;
        key.onClose = new IllegalStateException("stuck");
        assertThatThrownBy(this::create).isSameAs(refusal).hasSuppressedException(key.onClose);
        assertAllClosed();
    }

    @Test
    void shouldCloseThemWhenTheNetworkCannotBeSetUp() {
        ClientThreads threads = ClientThreads.fromNowOn();
        settings.put("security.protocol", "SSL");
        settings.put("ssl.truststore.location", "/there/is/no/such/store");
        assertThatThrownBy(this::create).isInstanceOf(MisuseException.class);
        assertAllClosed();
        await().atMost(Duration.ofSeconds(20)).until(() -> threads.living().isEmpty());
    }

    @Test
    void shouldCloseSerializersWhenASettingIsWrong() {
        settings.put("acks", "some");
        assertThatThrownBy(this::create).isInstanceOf(MisuseException.class);
        assertThat(closed).containsExactly("key", "value");
    }

    @Test
    void shouldCloseWhatItMadeByNameWhenTheNextNameIsWrong() {
        settings.put("partitioner.class", Named.class.getName());
        settings.put("interceptor.classes", Named.class.getName() + ",no.such.Interceptor");
        assertThatThrownBy(this::create)
                .isInstanceOf(MisuseException.class)
                .hasMessageContaining("no.such.Interceptor");
        assertThat(CLOSED_BY_NAME).hasSize(2);
        assertThat(closed).containsExactly("key", "value");
    }

    @Test
    @SuppressWarnings("NullAway") // as somebody may who does not check
    void shouldNameTheSerializerThatIsMissing() {
        assertThatThrownBy(() -> Producer.create(settings, key, (Serializer<String>) null))
                .isInstanceOf(MisuseException.class)
                .hasMessageContaining("serializer of the values");
    }
}
