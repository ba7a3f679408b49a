package dev.leat.perf.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX) // elsewhere only Java is asked
class EndingTest {
    @Test
    void shouldNotWaitForAParentThatTakesNoNotice() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 100 & echo $!; exec sleep 100").start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
            await().until(() -> isAsleep(parent)); // a shell may still take notice, sleep never does
            assertThat(Ending.isOver(child)).isFalse();
            child.destroyForcibly();
            await().until(() -> Ending.isOver(child));
            assertThat(child.isAlive()).as("as Java sees it").isTrue();
        } finally {
            parent.destroyForcibly();
        }
    }

    private static boolean isAsleep(Process process) {
        return Arrays.equals(process.info().arguments().orElse(null), new String[] {"100"});
    }
}
