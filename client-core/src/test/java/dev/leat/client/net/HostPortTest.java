package dev.leat.client.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
    @ParameterizedTest
    @CsvSource({
        "broker:9192,broker,9192",
        "broker,broker,9092",
        "[::1]:9192,::1,9192",
        "[fe80::1],fe80::1,9092",
        "::1,::1,9092",
        "' 10.0.0.1:1 ',10.0.0.1,1"
    })
    void shouldReadAddresses(String text, String host, int port) {
        assertThat(HostPort.parse(text)).isEqualTo(new HostPort(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "broker:",
                "broker:http",
                "broker:0",
                "broker:65536",
                ":9092",
                "",
                "http://broker:1",
                "PLAINTEXT://b",
                "b/c"
            })
    void shouldRefuseWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> HostPort.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldReadListsAndWriteAddressesAsTheyAreRead() {
        assertThat(HostPort.parseList("a:1,, [::1]:2").toString()).isEqualTo("[a:1, [::1]:2]");
    }

    @Test
    void shouldRefuseEmptyList() {
        assertThatThrownBy(() -> HostPort.parseList(" , ")).hasMessageContaining("at least one broker");
    }
}
