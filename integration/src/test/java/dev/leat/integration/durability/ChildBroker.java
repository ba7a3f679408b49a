package dev.leat.integration.durability;

import dev.leat.integration.kafka.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A broker with embedded ZooKeeper in a process of its own, on one port and directory over all its lives. */
final class ChildBroker implements AutoCloseable {
    private static final Pattern CHECKED = Pattern.compile("(\\S+) segment (\\d+): checked (\\d+) bytes, cut (\\d+)");

    private final List<String> command = new ArrayList<>();
    private final int port;
    private @Nullable Process process;

    /**
     * What a start had to check.
     *
     * @param log what the process said until it was ready
     * @param segments segments that were read
     * @param bytes read in them
     */
    record Start(List<String> log, int segments, long bytes) {}

    ChildBroker(Path data, Map<String, String> settings) throws IOException {
        port = FreePort.find();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ChildMain.class.getName()));
        command.add("log.dirs=" + data);
        command.add("listeners=PLAINTEXT://" + bootstrap());
        settings.forEach((name, value) -> command.add(name + "=" + value));
    }

    String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** Starts a process and returns when it serves clients. */
    Start start() throws IOException {
        Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
        process = started;
        BufferedReader output = started.inputReader();
        List<String> log = new ArrayList<>();
        for (String line = output.readLine(); !ChildMain.READY.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new AssertionError("the broker ended during its start:\n" + String.join("\n", log));
            }
            log.add(line);
        }
        Thread passing = new Thread(() -> passOn(output), "child-output");
        passing.setDaemon(true);
        passing.start();
        return summary(log);
    }

    private static void passOn(BufferedReader output) {
        try {
            output.lines().forEach(System.err::println);
        } catch (UncheckedIOException ended) {
            // with the process that was killed
        }
    }

    private static Start summary(List<String> log) {
        int segments = 0;
        long bytes = 0;
        for (String line : log) {
            Matcher checked = CHECKED.matcher(line);
            if (checked.find()) {
                segments++;
                bytes += Long.parseLong(checked.group(3));
            }
        }
        return new Start(log, segments, bytes);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        Process current = process;
        if (current != null) {
            current.destroyForcibly().waitFor();
        }
    }

    /** SIGTERM; returns when the process has ended. */
    void stop() throws InterruptedException {
        Process current = process;
        if (current != null) {
            current.destroy();
            if (!current.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the broker does not end on SIGTERM");
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
