package dev.leat.perf.compare;

import dev.leat.cli.output.CliFailure;
import dev.leat.perf.load.Target;
import dev.leat.perf.process.BrokerProcess;
import dev.leat.perf.process.Launch;
import dev.leat.perf.process.WriteBack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stage whose broker is a process of its own on this machine. */
final class ProcessStage implements Stage {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int LOOK_MS = 50;

    private final Launch launch;
    private final Path dir;
    private final Effort effort;
    private final Map<String, String> conditions;
    private final Watch watch;
    private final Disposal disposal;
    private @Nullable BrokerProcess process;
    private @Nullable Target target;
    private boolean keepLog;

    /** What becomes of a broker's data when the broker has ended. */
    @FunctionalInterface
    interface Disposal {
        void of(Path dir) throws IOException;
    }

    /**
     * @param dir      made, and given to {@code disposal} at the end
     * @param watch    told of the broker's process
     */
    ProcessStage(
            Launch launch, Path dir, Effort effort, Map<String, String> conditions, Watch watch, Disposal disposal) {
        this.launch = launch;
        this.dir = dir;
        this.effort = effort;
        this.conditions = conditions;
        this.watch = watch;
        this.disposal = disposal;
    }

    @Override
    public String broker() {
        return launch.broker();
    }

    @Override
    public Target running() throws IOException, InterruptedException {
        if (target == null) {
            WriteBack.settle(); // what earlier runs have left
            int port = BrokerProcess.freePort();
            BrokerProcess started = BrokerProcess.start(launch, port, dir);
            process = started;
            awaitPort(port, started);
            target = Target.at("127.0.0.1:" + port).named(launch.broker()).withPid(started.pid());
            watch.broker(target.pid());
        }
        return target;
    }

    private void awaitPort(int port, BrokerProcess started) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!listens(port)) {
            if (started.hasEndedWithin(LOOK_MS)) {
                throw notStarted("has ended without opening its port", started);
            }
            if (System.nanoTime() - end > 0) {
                throw notStarted("has not opened its port within " + PATIENCE.toSeconds() + " s", started);
            }
        }
    }

    private CliFailure notStarted(String what, BrokerProcess started) {
        keepLog();
        return started.notStarted(what);
    }

    @Override
    public void keepLog() {
        keepLog = true;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LOOK_MS * 10);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public Launch launch() {
        return launch;
    }

    @Override
    public Path data() {
        return dir;
    }

    @Override
    public Effort effort() {
        return effort;
    }

    @Override
    public Map<String, String> conditions() {
        return conditions;
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.close();
        }
        if (!keepLog) {
            Files.deleteIfExists(dir.resolveSibling(dir.getFileName() + ".log"));
        }
        disposal.of(dir);
    }
}
