package dev.leat.broker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerTest {
    @Test
    void shouldReadHostNamesAddressesAndWildcards() {
        assertThat(parse("PLAINTEXT://broker.example:9092"))
                .isEqualTo(new Listener("PLAINTEXT", "broker.example", 9092));
        assertThat(parse("PLAINTEXT://[::1]:0")).isEqualTo(new Listener("PLAINTEXT", "::1", 0));
        assertThat(parse("PLAINTEXT://:9092").isWildcard()).isTrue();
        assertThat(parse("PLAINTEXT://0.0.0.0:9092").isWildcard()).isTrue();
        assertThat(parse("PLAINTEXT://[::]:9092").isWildcard()).isTrue();
        assertThat(parse("PLAINTEXT://127.0.0.1:9092").isWildcard()).isFalse();
    }

    @Test
    void shouldWriteWhatItReads() {
        for (String text : List.of("PLAINTEXT://a:1", "PLAINTEXT://[::1]:2", "PLAINTEXT://:3")) {
            assertThat(parse(text)).hasToString(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:9092",
                "PLAINTEXT://localhost",
                "PLAINTEXT://localhost:port",
                "PLAINTEXT://localhost:65536",
                "PLAINTEXT://::1:9092",
                "SSL://localhost:9092",
                "PLAINTEXT://a:1,PLAINTEXT://b:2",
                "",
                "PLAINTEXT://a:1,"
            })
    void shouldRefuse(String listeners) {
        assertThatThrownBy(() -> BrokerConfig.of(Map.of("listeners", listeners)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("listeners");
    }

    @Test
    void shouldNotTellClientsToConnectToAWildcard() {
        assertThatThrownBy(() -> BrokerConfig.of(Map.of("advertised.listeners", "PLAINTEXT://0.0.0.0:9092")))
                .hasMessageContaining("clients cannot connect to it");
        assertThat(BrokerConfig.of(Map.of("advertised.listeners", "PLAINTEXT://broker:19092"))
                        .network()
                        .advertised())
                .containsExactly(new Listener("PLAINTEXT", "broker", 19092));
    }

    private static Listener parse(String text) {
        return Listener.parseAll(List.of(text), NetworkSettings.LISTENERS).get(0);
    }
}
