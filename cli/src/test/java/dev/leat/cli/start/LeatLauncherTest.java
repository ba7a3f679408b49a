package dev.leat.cli.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leat.cli.output.CliFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.assertj.core.api.Assumptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer is told when a broker cannot start. */
@Timeout(60)
class LeatLauncherTest {
    @TempDir
    private Path directory;

    private static CliFailure failureOf(Path data, int port, @Nullable Path config, Map<String, String> settings) {
        StartSettings given = new StartSettings(data, port, config, settings);
        CliFailure failure = catchThrowableOfType(
                CliFailure.class, () -> new LeatLauncher().start(given).stop());
        assertThat(failure.what() + failure.likelyCause() + failure.next()).doesNotContain("Exception", "java.");
        return failure;
    }

    private CliFailure failureOfConfig(Path config) {
        return failureOf(directory.resolve("data"), 0, config, Map.of());
    }

    @Test
    void shouldSayThatTheDataDirectoryIsAFile() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        CliFailure failure = failureOf(file, 0, null, Map.of());
        assertThat(failure.what()).isEqualTo("the data directory " + file + " cannot be used: it is a file");
        assertThat(failure.next()).contains("leat start --data DIR");
        assertThat(failureOf(file.resolve("below"), 0, null, Map.of()).what()).endsWith(file + " is a file");
    }

    @Test
    void shouldSayThatTheUserMayNotWrite() throws IOException {
        Path locked = Files.createDirectory(directory.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
        Assumptions.assumeThat(Files.isWritable(locked))
                .as("root may write anywhere")
                .isFalse();
        assertThat(failureOf(locked, 0, null, Map.of()).what()).contains("may not write to it");
        assertThat(failureOf(locked.resolve("below"), 0, null, Map.of()).what()).endsWith("may not write to " + locked);
    }

    @Test
    void shouldSayThatAnotherBrokerRunsOnTheDirectory() {
        Path data = directory.resolve("data");
        try (TestBroker first = new TestBroker(data)) {
            assertThat(first.address()).isNotEmpty();
            CliFailure failure = failureOf(data, 0, null, Map.of());
            assertThat(failure.what()).isEqualTo("the data directory " + data + " is in use by another process");
            assertThat(failure.next()).contains("--data DIR");
        }
    }

    @Test
    void shouldSayThatThePortIsInUse() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CliFailure failure = failureOf(directory.resolve("data"), other.getLocalPort(), null, Map.of());
            assertThat(failure.what())
                    .isEqualTo("cannot listen on 127.0.0.1:" + other.getLocalPort() + ": the port is in use");
            assertThat(failure.next()).contains("start --port 0");
        }
    }

    @Test
    void shouldSayThatTheAddressIsNotOneOfThisMachine() {
        Path data = directory.resolve("data");
        CliFailure failure = catchThrowableOfType(
                CliFailure.class,
                () -> new LeatLauncher()
                        .start(new StartSettings(data, null, null, Map.of("listeners", "PLAINTEXT://192.0.2.1:9092")))
                        .stop());
        assertThat(failure.what()).isEqualTo("cannot listen on 192.0.2.1:9092: that is no address of this machine");
    }

    @Test
    void shouldSayWhyASettingsFileCannotBeRead() throws IOException {
        assertThat(failureOfConfig(directory.resolve("none")).what()).startsWith("there is no settings file ");
        assertThat(failureOfConfig(directory).what()).endsWith("is a directory, not a settings file");
        Path garbled = Files.write(directory.resolve("garbled"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        assertThat(failureOfConfig(garbled).what()).contains("bytes that are no text");
        Path misspelt = Files.writeString(directory.resolve("misspelt"), "num.partition=3\n");
        assertThat(failureOfConfig(misspelt).what()).contains("num.partitions").contains(misspelt.toString());
    }
}
