package dev.leat.perf.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ListenerTest {
    private static final String TABLE = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:2384 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 77 1 0000 100 0
               1: 0100007F:2385 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 78 1 0000 100 0
            """;

    @TempDir
    private Path proc;

    @BeforeEach
    void aProcess() throws IOException {
        link("self/ns/net", "net:[1]");
        link("7/ns/net", "net:[1]");
        link("7/fd/0", "pipe:[3]");
        link("7/fd/1", "socket:[77]");
        link("7/fd/2", "socket:[78]");
        Files.createDirectories(proc.resolve("7/net"));
        Files.writeString(proc.resolve("7/net/tcp"), TABLE);
    }

    private void link(String file, String target) throws IOException {
        Path path = proc.resolve(file);
        Files.createDirectories(path.resolveSibling("."));
        Files.deleteIfExists(path);
        Files.createSymbolicLink(path, Path.of(target));
    }

    @Test
    void shouldTellWhoListensFromWhoIsConnected() throws IOException {
        assertThat(Listener.of(proc, 7, 9092)).isEqualTo(Listener.YES);
        assertThat(Listener.of(proc, 7, 9093)).isEqualTo(Listener.NO);

        link("7/fd/1", "socket:[79]");

        assertThat(Listener.of(proc, 7, 9092)).isEqualTo(Listener.NO);
    }

    @Test
    void shouldNotGuess() throws IOException {
        assertThat(Listener.of(proc, 8, 9092)).isEqualTo(Listener.UNKNOWN);

        link("7/ns/net", "net:[2]");

        assertThat(Listener.of(proc, 7, 9092)).isEqualTo(Listener.UNKNOWN);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldAskTheSystem() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Listener.of(ProcessHandle.current().pid(), socket.getLocalPort()))
                    .isEqualTo(Listener.YES);
        }
    }
}
