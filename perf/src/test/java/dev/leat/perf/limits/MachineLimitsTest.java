package dev.leat.perf.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leat.perf.result.Figure;
import dev.leat.perf.result.RunResult;
import java.nio.ByteBuffer;
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
    private static final Duration LONGEST = Duration.ofSeconds(1);

    @TempDir
    private Path dir;

    @Test
    void shouldMeasureEveryLimitInEveryRoundAndLeaveNoFile() throws Exception {
        List<String> progress = new ArrayList<>();

        List<RunResult> results = limits(LITTLE).measure(2, progress::add);

        assertThat(results).extracting(RunResult::workload).hasSize(20).hasSameSizeAs(progress.subList(1, 21));
        assertThat(results.subList(0, 10)).extracting(RunResult::workload).doesNotHaveDuplicates();
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
        assertThat(figures(results, "limit-relay-5000"))
                .contains("recordsPerSecond", "brokerCpuMicrosPerRecord", "latencyP50Micros");
        assertThat(figures(results, "limit-ping-pong")).contains("requestsPerSecond", "latencyP50Micros");
    }

    @Test
    void shouldCarryItsConditions() throws Exception {
        RunResult first = limits(LITTLE)
                .only(List.of("limit-crc32c"))
                .measure(1, ignored -> {})
                .get(0);

        assertThat(first.conditions()).containsEntry("cores", "2").containsEntry("what", "CRC32C of 256 KiB in cache");
    }

    @Test
    void shouldRelayAtTheRateItNames() throws Exception {
        Measured measured =
                new Relay(new Scratch(dir), 1_000).measure(new Effort(Duration.ofMillis(300), Long.MAX_VALUE));

        assertThat(measured.operations())
                .isBetween(1L, 301L)
                .isEqualTo(measured.latencies().getTotalCount());
        assertThat(measured.cpuNanos()).isPositive();
    }

    @Test
    void shouldEndWhenTheTimeIsOver() throws Exception {
        Effort effort = new Effort(Duration.ofMillis(20), Long.MAX_VALUE);

        Measured measured = new SocketToFile(new Scratch(dir), true).measure(effort);

        assertThat(measured.bytes()).isPositive();
        assertThat(measured.wallNanos()).isGreaterThanOrEqualTo(0);
    }

    @Test
    void shouldLeaveTheWarmUpOutOfWhatCounts() throws Exception {
        long warmup = 8 * LITTLE;
        Effort effort = new Effort(Duration.ofSeconds(30), warmup, Duration.ofSeconds(30), LITTLE);

        Scratch scratch = new Scratch(dir);
        Measured measured = new UnderLoad(
                        "limit-produce", "", true, ignored -> new BareProduce(scratch, Long.MAX_VALUE))
                .measure(effort);

        assertThat(measured.bytes()).isGreaterThanOrEqualTo(LITTLE);
        assertThat(scratch.keptBytes() - measured.bytes())
                .as("written, and not counted")
                .isGreaterThanOrEqualTo(warmup);
        assertThat(measured.cpuNanos()).isPositive();
        assertThat(new SocketToFile(new Scratch(dir), true).measure(effort).bytes())
                .isEqualTo(LITTLE);
    }

    @Test
    void shouldBeginANewFileWhereOneIsFullAndFlushTheFullOne() throws Exception {
        List<Long> full = new ArrayList<>();
        Flushing flushing = new Flushing();
        try (flushing;
                SegmentFiles files = new SegmentFiles(new Scratch(dir), 1_000, file -> {
                    full.add(file.channel().size());
                    flushing.take(file);
                })) {
            for (int i = 0; i < 5; i++) {
                files.append(ByteBuffer.allocate(400));
            }
            await().until(() -> flushing.cpuNanos() > 0);
        }

        assertThat(full).containsExactly(800L, 800L);
    }

    @Test
    void shouldFlushAllItHasTakenBeforeItEnds() throws Exception {
        Flushing flushing = new Flushing();
        List<ScratchFile> files = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ScratchFile file = ScratchFile.in(dir);
            file.append(ByteBuffer.allocate((int) LITTLE));
            files.add(file);
            flushing.take(file);
        }

        flushing.close();

        assertThat(files).noneMatch(file -> file.channel().isOpen());
    }

    @Test
    void shouldSayThatAFileCouldNotBePutToTheDisk() throws Exception {
        Flushing flushing = new Flushing();
        ScratchFile file = ScratchFile.in(dir);
        file.close();

        flushing.take(file);

        assertThatThrownBy(flushing::close).hasMessageContaining("could not be put to the disk");
    }

    @Test
    void shouldGiveAWarmUpToWhatWritesOnly() throws Exception {
        MachineLimits limits = limits(LITTLE).writing(Duration.ofMillis(10), LITTLE, LONGEST, LITTLE);

        assertThat(limits.measure(1, ignored -> {}))
                .filteredOn(result -> result.conditions().containsValue("PT0.01S"))
                .extracting(RunResult::workload)
                .containsExactly("limit-socket-to-file", "limit-socket-to-crc32c-to-file", "limit-produce");
        assertThat(limits.longest(2)).isEqualTo(Duration.ofMillis(2 * (10 * 1_000 + 3 * 10) + 10 * 200));
    }

    @Test
    void shouldMeasureOnlyWhatIsAskedFor() throws Exception {
        assertThat(limits(LITTLE).only(List.of("limit-fsync", "limit-crc32c")).measure(1, ignored -> {}))
                .extracting(RunResult::workload)
                .containsExactly("limit-crc32c", "limit-fsync");
    }

    @Test
    void shouldNameTheLimitsThereAreToWhomTypesAnother() {
        assertThatThrownBy(() -> limits(LITTLE).only(List.of("limit-prodce")))
                .hasMessageContaining("no limit 'limit-prodce'")
                .hasMessageContaining("limit-crc32c, limit-socket-to-file");
    }

    @Test
    void shouldKeepWhatWasWrittenUntilAllIsMeasured() throws Exception {
        Scratch scratch = new Scratch(dir);
        Effort effort = new Effort(Duration.ofSeconds(30), LITTLE, Duration.ofSeconds(30), LITTLE);

        new SocketToFile(scratch, false).measure(effort);
        new UnderLoad("limit-produce", "", true, ignored -> new BareProduce(scratch, Long.MAX_VALUE)).measure(effort);

        assertThat(scratch.keptBytes()).isGreaterThan(4 * LITTLE);
        scratch.clear();
        assertThat(scratch.keptBytes()).isZero();
    }

    @Test
    void shouldHaveNoFileByNameThatAKillWouldLeave() throws Exception {
        try (ScratchFile file = new Scratch(dir).file();
                ScratchFile other = ScratchFile.in(dir)) {
            file.append(ByteBuffer.allocate(1_000));
            other.append(ByteBuffer.allocate(10));

            assertThat(dir).isEmptyDirectory();
            assertThat(file.channel().size()).isEqualTo(1_000);
        }
    }

    @Test
    void shouldGiveNamesToWhatIsFlushedOnlyAsLongAsItIsOpen() throws Exception {
        try (ScratchFile file = ScratchFile.named(dir)) {
            file.append(ByteBuffer.allocate(10));
            assertThat(dir).isNotEmptyDirectory();
        }

        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void shouldLeaveRoomToOthers() throws Exception {
        assertThat(new Scratch(dir).room())
                .isPositive()
                .isLessThanOrEqualTo(Files.getFileStore(dir).getTotalSpace() / 2);
    }

    private static List<String> figures(List<RunResult> results, String workload) {
        return results.stream()
                .filter(result -> result.workload().equals(workload))
                .flatMap(result -> result.figures().stream())
                .map(Figure::name)
                .toList();
    }

    private MachineLimits limits(long bytes) {
        return new MachineLimits(dir, LONGEST, bytes, Map.of("cores", "2"));
    }
}
