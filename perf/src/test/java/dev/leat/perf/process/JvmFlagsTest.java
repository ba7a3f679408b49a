package dev.leat.perf.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class JvmFlagsTest {
    @Test
    void shouldTellFlagsFromPathsAndFromTheProgram() {
        assertThat(JvmFlags.in("java\0-Xmx1g\0-XX:SharedArchiveFile=/home/me/leat.jsa\0-jar\0leat.jar\0--port\0"))
                .isEqualTo("-Xmx1g -XX:SharedArchiveFile=leat.jsa");
        assertThat(JvmFlags.in("java\0-Xms1g\0-cp\0a.jar:b.jar\0-Dlate=1\0kafka.Kafka\0-server.properties\0"))
                .isEqualTo("-Xms1g -Dlate=1");
        assertThat(JvmFlags.in("")).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldReadThoseOfAProcess() {
        String some = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("-X"))
                .findFirst()
                .orElse("");

        assertThat(JvmFlags.of(ProcessHandle.current().pid()).orElseThrow()).contains(some);
        assertThat(JvmFlags.of(-1)).isEmpty();
    }

    @Test
    void shouldTakeTheLastHeapThatWasSaid() {
        assertThat(JvmFlags.heapIn("-Xms32m -Xmx128m -XX:+UseSerialGC -Xmx1g")).hasValue("1g");
        assertThat(JvmFlags.heapIn("-XX:+UseSerialGC")).isEmpty();
    }
}
