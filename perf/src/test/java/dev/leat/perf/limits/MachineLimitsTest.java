package dev.leat.perf.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.perf.result.Figure;
import dev.leat.perf.result.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineLimitsTest {
    private static final long LITTLE = 1 << 20;

    @TempDir
    private Path dir;

    @Test
    void shouldMeasureEveryLimitInEveryRoundAndLeaveNoFile() throws Exception {
        List<String> progress = new ArrayList<>();

        List<RunResult> results = limits(LITTLE).measure(2, progress::add);

        assertThat(results).extracting(RunResult::workload).hasSize(16).hasSameSizeAs(progress.subList(1, 17));
        assertThat(results.subList(0, 8)).extracting(RunResult::workload).doesNotHaveDuplicates();
        assertThat(results)
                .allSatisfy(result -> assertThat(result.figures())
                        .isNotEmpty()
                        .allSatisfy(
                                figure -> assertThat(figure.value()).isFinite().isNotNegative()));
        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void shouldNameFiguresAsWorkloadsDo() throws Exception {
        List<RunResult> results = limits(LITTLE).measure(1, ignored -> {});

        assertThat(figures(results, "limit-socket-to-crc32c-to-file")).contains("mbPerSecond", "brokerCpuSecondsPerGb");
        assertThat(figures(results, "limit-produce")).contains("mbPerSecond", "brokerCpuSecondsPerGb");
        assertThat(figures(results, "limit-fetch")).contains("mbPerSecond", "brokerCpuSecondsPerGb");
        assertThat(figures(results, "limit-ping-pong")).contains("requestsPerSecond", "latencyP50Micros");
    }

    @Test
    void shouldCarryItsConditions() throws Exception {
        RunResult first = limits(LITTLE).measure(1, ignored -> {}).get(0);

        assertThat(first.conditions()).containsEntry("cores", "2").containsEntry("what", "CRC32C of 256 KiB in cache");
    }

    @Test
    void shouldEndWhenTheTimeIsOver() throws Exception {
        Effort effort = new Effort(Duration.ofMillis(20), Long.MAX_VALUE);

        Measured measured = new SocketToFile(dir, true).measure(effort);

        assertThat(measured.bytes()).isPositive();
        assertThat(measured.wallNanos()).isGreaterThanOrEqualTo(0);
    }

    private static List<String> figures(List<RunResult> results, String workload) {
        return results.stream()
                .filter(result -> result.workload().equals(workload))
                .flatMap(result -> result.figures().stream())
                .map(Figure::name)
                .toList();
    }

    private MachineLimits limits(long bytes) {
        return new MachineLimits(dir, Duration.ofSeconds(5), bytes, Map.of("cores", "2"));
    }
}
