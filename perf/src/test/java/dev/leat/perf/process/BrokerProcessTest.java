package dev.leat.perf.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessTest {
    /** Starts something that stays, names its process and stays too. */
    public static void main(String[] args) throws Exception {
        BrokerProcess broker = BrokerProcess.start(Launch.shell("exec sleep 600"), 1, Path.of(args[0]));
        System.out.println(broker.pid());
        Thread.currentThread().join();
    }

    @Test
    void shouldLeaveNoBrokerBehindWhenItIsInterrupted(@TempDir Path directory) throws Exception {
        Process harness = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        BrokerProcessTest.class.getName(),
                        directory.resolve("data").toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader says = harness.inputReader()) {
            ProcessHandle broker =
                    ProcessHandle.of(Long.parseLong(says.readLine())).orElseThrow();

            harness.destroy();

            assertThat(broker.onExit()).succeedsWithin(Duration.ofSeconds(30));
            assertThat(harness.waitFor()).isNotZero();
        }
    }
}
