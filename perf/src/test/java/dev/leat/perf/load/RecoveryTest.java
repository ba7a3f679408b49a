package dev.leat.perf.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.cli.output.CliFailure;
import dev.leat.perf.process.Launch;
import dev.leat.perf.result.Figure;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {
    @TempDir
    private Path directory;

    private static Launch leatOfThisBuild() {
        return new Launch(
                "leat",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "dev.leat.cli.Main",
                        "start",
                        "--port",
                        "{port}",
                        "--data",
                        "{data}"),
                Map.of());
    }

    private RunResult recovery() throws IOException, InterruptedException {
        Settings settings =
                Settings.builder().recordBytes(100).fillBytes(100_000).build();
        return new Recovery(leatOfThisBuild(), directory.resolve("data"))
                .run(settings, Target.at("127.0.0.1:1"), Progress.SILENT);
    }

    @Test
    void shouldTimeABrokerFromItsProcessToItsFirstAcknowledgement() throws Exception {
        RunResult result = recovery();

        assertThat(result.figures())
                .extracting(Figure::name)
                .containsExactly("startMillis", "recoveryMillis", "restartMillis", "brokerPeakResidentMb");
        assertThat(result.figures())
                .allSatisfy(figure -> assertThat(figure.value()).isBetween(50.0, 100_000.0));
        assertThat(result.events()).hasSize(4);
        assertThat(result.conditions()).containsEntry("brokerJvm", "-XX:TieredStopAtLevel=1");
        assertThat(directory.resolve("data.log")).isNotEmptyFile();
    }

    @Test
    void shouldNotWaitForABrokerThatHasEnded() {
        Recovery broken = new Recovery(Launch.shell("echo no room; false"), directory.resolve("data"));

        assertThatThrownBy(() -> broken.run(Settings.builder().build(), Target.at("127.0.0.1:1"), Progress.SILENT))
                .isInstanceOfSatisfying(
                        CliFailure.class,
                        failure -> assertThat(failure.next())
                                .contains(directory.resolve("data.log").toString()))
                .hasMessage("the broker (started) has ended before it could be used");
        assertThat(directory.resolve("data.log")).hasContent("no room");
    }

    @Test
    void shouldTouchNoDirectoryThatIsInUse() throws Exception {
        Files.createDirectories(directory.resolve("data/orders-0"));

        assertThatThrownBy(this::recovery).isInstanceOf(CliFailure.class).hasMessageContaining("is not empty");
    }
}
