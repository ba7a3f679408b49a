package dev.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/leat} in a clone of its own, with a java and a mvn that only write down how they were called. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class LauncherScriptTest {
    private static final String JAVA = "#!/bin/sh\nprintf '%s\\n' \"$@\"\n";
    private static final String MVN = """
            #!/bin/sh
            echo built >> "$BUILDS"
            while [ -e "$BUILDS.wait" ]; do sleep 0.05; done
            mkdir -p cli/target
            echo jar > cli/target/leat.jar
            """;

    @TempDir
    private Path directory;

    private Path clone;
    private Path builds;

    @BeforeEach
    void makeClone() throws IOException {
        clone = directory.resolve("a clone");
        builds = directory.resolve("builds");
        Files.createDirectories(clone.resolve("bin"));
        Files.createDirectories(clone.resolve("cli/src/main"));
        Files.writeString(clone.resolve("pom.xml"), "");
        executable(clone.resolve("bin/leat"), Files.readString(Path.of("..", "bin", "leat")));
        executable(directory.resolve("tools/mvn"), MVN);
        executable(directory.resolve("jdk/bin/java"), JAVA);
        Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"17.0.15\"\n");
    }

    private static void executable(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process start(Path from, Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(from.toFile());
        builder.environment().put("JAVA_HOME", directory.resolve("jdk").toString());
        builder.environment().put("BUILDS", builds.toString());
        builder.environment().merge("PATH", directory.resolve("tools") + ":", (path, tools) -> tools + path);
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).start();
    }

    private static String outputOf(Process process) throws IOException, InterruptedException {
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return text;
    }

    private String run(Path from, String... command) throws IOException, InterruptedException {
        return outputOf(start(from, Map.of(), command));
    }

    @Test
    void shouldTellTheCommandHowItWasCalled() throws IOException, InterruptedException {
        assertThat(run(clone, "bin/leat", "--help").lines()).contains("-Dleat.command=bin/leat");
        assertThat(run(directory, "a clone/bin/leat", "--help").lines())
                .as("quoted for a shell")
                .contains("-Dleat.command=a\\ clone/bin/leat");
    }

    @Test
    void shouldSayOnlyItsNameWhenItWasFoundOverThePath() throws IOException, InterruptedException {
        Files.createDirectories(directory.resolve("links"));
        Files.createSymbolicLink(directory.resolve("links/leat"), clone.resolve("bin/leat"));
        Map<String, String> path = Map.of(
                "PATH", directory.resolve("tools") + ":" + directory.resolve("links") + ":" + System.getenv("PATH"));
        assertThat(outputOf(start(directory, path, "bash", "-c", "leat --help")).lines())
                .contains("-Dleat.command=leat");
    }

    @Test
    void shouldBuildOnceHoweverManyAreStartedAtOnce() throws IOException, InterruptedException {
        Path hold = Files.createFile(directory.resolve("builds.wait"));
        List<Process> started = new ArrayList<>();
        started.add(start(clone, Map.of(), "bin/leat", "--version"));
        awaitBuilds();
        started.add(start(clone, Map.of(), "bin/leat", "--version"));
        started.add(start(clone, Map.of(), "bin/leat", "--version"));
        List<String> outputs = new ArrayList<>();
        for (Process second : started.subList(1, 3)) {
            outputs.add(second.inputReader().readLine());
        }
        assertThat(outputs)
                .hasSize(2)
                .allMatch(line -> line.startsWith("leat: waiting for another build, by process "
                        + started.get(0).pid() + ";"));
        Files.delete(hold);
        for (Process each : started) {
            assertThat(outputOf(each)).contains("--version");
        }
        assertThat(Files.readAllLines(builds)).containsExactly("built");
    }

    @Test
    void shouldTakeOverFromABuildThatWasKilled() throws IOException, InterruptedException {
        Process gone = start(directory, Map.of(), "true");
        gone.waitFor();
        Path target = Files.createDirectories(clone.resolve("cli/target"));
        Files.writeString(target.resolve("leat.jar"), "half a j");
        Files.createSymbolicLink(target.resolve("building"), Path.of("" + gone.pid()));
        assertThat(run(clone, "bin/leat", "--version"))
                .contains("leat: building")
                .contains("--version");
        assertThat(Files.readAllLines(builds)).containsExactly("built");
        assertThat(target.resolve("building")).doesNotExist();
        assertThat(target.resolve("leat.jar")).hasContent("jar");
    }

    @Test
    void shouldLeaveNoLockBehindAFailedBuild() throws IOException, InterruptedException {
        executable(directory.resolve("tools/mvn"), "#!/bin/sh\nexit 1\n");
        assertThat(run(clone, "bin/leat", "--version")).contains("leat: the build failed, see above");
        assertThat(Files.isSymbolicLink(clone.resolve("cli/target/building"))).isFalse();
    }

    private void awaitBuilds() {
        await().atMost(20, SECONDS).until(() -> Files.exists(builds));
    }

    @Test
    void shouldSayWhatIsWrongWithJavaHome() throws IOException, InterruptedException {
        Map<String, String> environment =
                Map.of("JAVA_HOME", directory.resolve("nothing").toString());
        assertThat(outputOf(start(clone, environment, "bin/leat", "--help")))
                .startsWith("leat: JAVA_HOME is ")
                .contains("no bin/java in it: unset it, or name a JDK");
    }
}
