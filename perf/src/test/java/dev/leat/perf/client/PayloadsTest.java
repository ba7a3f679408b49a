package dev.leat.perf.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.IdentityHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PayloadsTest {
    private static int different(Payloads payloads) {
        Map<byte[], Boolean> seen = new IdentityHashMap<>();
        for (int i = 0; i < 1_000; i++) {
            seen.put(payloads.at(i), true);
        }
        return seen.size();
    }

    @Test
    void shouldNotRepeatSmallValuesSoon() {
        assertThat(different(new Payloads(100))).isEqualTo(256);
    }

    @Test
    void shouldHoldLittleOfLargeValues() {
        assertThat(different(new Payloads(5 << 20))).isEqualTo(8);
        assertThat(different(new Payloads(40 << 20))).isEqualTo(1);
    }
}
