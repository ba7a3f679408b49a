package dev.leat.perf.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.leat.cli.output.CliFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class AwakeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1); // whoever gives way may wait
    private static final int POLICY = 41 - 3; // proc_pid_stat(5), of the fields behind the name
    private static final String SCHED_IDLE = "5"; // sched(7)

    @Test
    void shouldReadWhichProcessorsAreAllowed() {
        assertThat(Awake.allowed("0")).containsExactly(0);
        assertThat(Awake.allowed("0-2,5,7-8")).isEqualTo(List.of(0, 1, 2, 5, 7, 8));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldHaveWhatNobodyElseWantsUntilItIsClosed() throws Exception {
        assumeThatItCan();
        Set<ProcessHandle> before = children();
        Set<ProcessHandle> spinning;
        try (Awake awake = Awake.allProcessors()) {
            spinning = children();
            spinning.removeAll(before);
            assertThat(spinning).hasSize(Runtime.getRuntime().availableProcessors());
            await().atMost(PATIENCE).until(() -> spinning.stream().allMatch(AwakeTest::givesWay));
            await().atMost(PATIENCE).until(() -> awake.cpuSeconds() > 0);
        }
        await().atMost(PATIENCE).until(() -> spinning.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldSayThatAProcessorIsNoLongerKeptAwake() throws Exception {
        assumeThatItCan();
        Set<ProcessHandle> before = children();
        try (Awake awake = Awake.allProcessors()) {
            Set<ProcessHandle> spinning = children();
            spinning.removeAll(before);
            spinning.iterator().next().destroyForcibly();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThatThrownBy(awake::cpuSeconds)
                            .isInstanceOf(CliFailure.class)
                            .hasMessage("a processor is no longer kept awake"));
        }
    }

    /** Not without util-linux, nor where a container has a quota. */
    private static void assumeThatItCan() throws IOException {
        assumeThat(Path.of("/usr/bin/chrt")).exists();
        String allowed = ProcText.of(Path.of("/proc/self/status")).word("Cpus_allowed_list:");
        assumeThat(Awake.allowed(allowed)).hasSize(Runtime.getRuntime().availableProcessors());
    }

    private static Set<ProcessHandle> children() {
        return ProcessHandle.current().children().collect(Collectors.toSet());
    }

    private static boolean givesWay(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[POLICY].equals(SCHED_IDLE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldSpendNothingWhereProcessorsMaySleep() throws Exception {
        try (Awake awake = Awake.none()) {
            assertThat(awake.cpuSeconds()).isZero();
        }
    }
}
