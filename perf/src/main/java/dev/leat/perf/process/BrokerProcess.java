package dev.leat.perf.process;

import dev.leat.cli.output.CliFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A broker that was started here, and ends with this JVM at the latest. One thread at a time. */
public final class BrokerProcess implements AutoCloseable {
    private static final long PATIENCE_S = 120;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Path PROC = Path.of("/proc");

    private final String name;
    private final Process process;
    private final Path log;
    private final int port;
    private final long commandedNanos = System.nanoTime();

    /** For an end of this JVM from outside. */
    private final Thread ending = new Thread(this::close, "leat-perf-end");

    private BrokerProcess(String name, Process process, Path log, int port) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /**
     * Starts a broker; returns at once, long before it can be used.
     *
     * @param data its directory; what it says goes to a file beside it, behind what is there
     */
    public static BrokerProcess start(Launch launch, int port, Path data) throws IOException {
        Files.createDirectories(data);
        Path log = data.resolveSibling(data.getFileName() + ".log");
        ProcessBuilder builder = new ProcessBuilder(launch.words(port, data));
        builder.environment().putAll(launch.environment());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        BrokerProcess broker = new BrokerProcess(launch.broker(), builder.start(), log, port);
        broker.endWithThisJvm();
        return broker;
    }

    private void endWithThisJvm() {
        try {
            Runtime.getRuntime().addShutdownHook(ending);
        } catch (IllegalStateException tooLate) {
            close();
            throw tooLate;
        }
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException endingNow) {
            return; // it finds nothing left to end, or is what asks
        }
    }

    /** A port of 127.0.0.1 that nobody listens on now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where it listens. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** What it says. */
    public Path log() {
        return log;
    }

    /** The broker's own process: the JVM that the command started, or became. Ask when the broker answers. */
    public long pid() {
        return broker().pid();
    }

    private ProcessHandle broker() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .filter(BrokerProcess::isJvm)
                .findFirst()
                .orElse(process.toHandle());
    }

    private static boolean isJvm(ProcessHandle handle) {
        return handle.info().command().orElse("").endsWith("/java");
    }

    /** Waits for its end, for {@code ms} at most; whether it has ended. */
    public boolean hasEndedWithin(long ms) throws InterruptedException {
        return process.waitFor(ms, TimeUnit.MILLISECONDS);
    }

    /** Throws a failure that names the log if it has ended. */
    public void checkRuns() {
        if (!process.isAlive()) {
            throw notStarted("has ended before it could be used");
        }
    }

    /** A failure that names the log; {@code what} says it of the broker. */
    public CliFailure notStarted(String what) {
        return new CliFailure(
                "the broker (" + name + ") " + what, null, "it failed to start", "look into " + log, null);
    }

    /**
     * When the broker's own process began, by {@link System#nanoTime}, to a hundredth of a second: a script around it does not
     * count. Where the system does not tell, when the command was started.
     */
    public long startedNanos() {
        try {
            long now = System.nanoTime();
            double uptime =
                    Double.parseDouble(Files.readString(PROC.resolve("uptime")).split(" ")[0]);
            ProcStat stat = new ProcStat(PROC.resolve(Long.toString(pid())));
            double age = Math.max(0, uptime - stat.seconds(ProcStat.START_TICKS));
            return now - (long) (age * NANOS_PER_SECOND);
        } catch (IOException notToldHere) {
            return commandedNanos;
        }
    }

    /** Asks it to end and waits until it has. */
    public void stop() throws InterruptedException {
        ProcessHandle broker = broker();
        process.destroy();
        awaitEnd(broker);
    }

    /** Ends it at once, as a crash would, and waits until it is gone. */
    public void kill() throws InterruptedException {
        ProcessHandle broker = broker();
        broker.destroyForcibly();
        awaitEnd(broker);
    }

    private void awaitEnd(ProcessHandle broker) throws InterruptedException {
        try {
            CompletableFuture.allOf(broker.onExit(), process.onExit()).get(PATIENCE_S, TimeUnit.SECONDS);
            forget();
        } catch (TimeoutException late) {
            process.destroyForcibly();
            throw new CliFailure(
                    "the broker has not ended within " + PATIENCE_S + " s", null, "", "look at " + log, late);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** As {@link #stop}, if it still runs; by force if it does not end, or nobody waits. */
    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                stop();
            } else {
                forget();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            broker().destroyForcibly();
            process.destroyForcibly();
        }
    }
}
