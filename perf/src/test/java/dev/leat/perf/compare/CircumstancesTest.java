package dev.leat.perf.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CircumstancesTest {
    @Test
    void shouldTellARunWhatItCannotKnowItself() {
        Map<String, String> facts = Circumstances.of("leat perf compare", Effort.QUICK, 1, "1g", true);

        assertThat(facts).containsKeys("cores", "machine", "java").containsEntry("measured", "3 s");
        assertThat(Circumstances.ofARun(facts))
                .containsOnlyKeys("commit", "command", "heap", "flush", "memory", "processors", "quick")
                .containsEntry("heap", "1g")
                .containsEntry("processors", "kept awake while idle");
        assertThat(Circumstances.of("leat perf compare", Effort.FULL, 3, "1g", false))
                .doesNotContainKey("quick");
    }
}
