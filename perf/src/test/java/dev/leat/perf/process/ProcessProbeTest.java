package dev.leat.perf.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.cli.output.CliFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessProbeTest {
    @TempDir
    private Path proc;

    @BeforeEach
    void aProcess() throws IOException {
        write("self/stat", "1 (me) R");
        write("7/stat", "7 (a (strange) name) S 1 7 7 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 30 0");
        write("7/status", "Name:\tjava\nVmHWM:\t    2048 kB\n");
        write(
                "7/task/7/status",
                "Name:\tC2 CompilerThre\nvoluntary_ctxt_switches:\t10\nnonvoluntary_ctxt_switches:\t2\n");
        write("7/task/8/status", "voluntary_ctxt_switches:\t5\nnonvoluntary_ctxt_switches:\t1\n");
        write("7/task/7/stat", "7 (C2 CompilerThre) S 1 7 7 0 -1 4194560 100 0 0 0 40 10 0 0 20 0 30 0");
        write("7/task/8/stat", "8 (other) S 1 7 7 0 -1 4194560 100 0 0 0 90 0 0 0 20 0 30 0");
        write("7/io", "rchar: 1\nwchar: 1\nsyscr: 30\nsyscw: 12\nread_bytes: 0\n");
    }

    private void write(String file, String text) throws IOException {
        Path path = proc.resolve(file);
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(path, text);
    }

    @Test
    void shouldReadWhatTheKernelTells() {
        assertThat(ProcessProbe.of(7, proc).sample())
                .isEqualTo(new ProcessUsage(3.0, 0.5, 2048 * 1024, 18, OptionalLong.of(42)));
    }

    @Test
    void shouldDoWithoutWhatItMayNotRead() throws IOException {
        Files.delete(proc.resolve("7/io"));

        assertThat(ProcessProbe.of(7, proc).sample().readsAndWrites()).isEmpty();
    }

    @Test
    void shouldTellWhatWasUsedInBetween() throws IOException {
        ProcessProbe probe = ProcessProbe.of(7, proc);
        ProcessUsage before = probe.sample();
        write("7/task/7/stat", "7 (C2 CompilerThre) S 1 7 7 0 -1 4194560 100 0 0 0 65 10 0 0 20 0 30 0");
        write("7/task/8/status", "voluntary_ctxt_switches:\t9\nnonvoluntary_ctxt_switches:\t1\n");
        write("7/io", "syscr: 31\nsyscw: 14\n");

        assertThat(probe.sample().minus(before))
                .isEqualTo(new ProcessUsage(0, 0.25, 2048 * 1024, 4, OptionalLong.of(3)));
    }

    @Test
    void shouldSayThatThereIsNoSuchProcess() {
        assertThatThrownBy(() -> ProcessProbe.of(8, proc))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("no process 8");
    }

    @Test
    void shouldSayThatTheSystemDoesNotTell() {
        assertThatThrownBy(() -> ProcessProbe.of(7, proc.resolve("nothing")))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("cannot be read here");
    }
}
