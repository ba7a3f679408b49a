package dev.leat.perf.load;

import dev.leat.cli.output.CliFailure;
import dev.leat.client.net.HostPort;
import dev.leat.perf.client.raw.FirstAck;
import dev.leat.perf.process.BrokerProcess;
import dev.leat.perf.process.JvmFlags;
import dev.leat.perf.process.Launch;
import dev.leat.perf.process.ProcessProbe;
import dev.leat.perf.result.Event;
import dev.leat.perf.result.Figure;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * How long a broker takes from the begin of its process to the first acknowledged record: on an empty directory, after a
 * crash with data in it, and after a clean end with the same data. It starts and ends the broker itself.
 *
 * <p>The first start is not counted: it formats the directory, and fills the caches of the machine.
 *
 * @param data the broker's directory, empty or not there yet; left as it is at the end
 */
public record Recovery(Launch launch, Path data) implements Workload {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String SMALL_TOPIC = "perf-first";
    private static final double NANOS_PER_MS = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    @Override
    public String name() {
        return "recovery";
    }

    @Override
    public RunResult run(Settings settings, Target target, Progress progress) throws IOException, InterruptedException {
        checkEmpty();
        Run run = new Run(settings, progress, BrokerProcess.freePort());
        run.start("a first start, which does not count", SMALL_TOPIC).stop();
        try (BrokerProcess broker = run.start("starting", SMALL_TOPIC)) {
            run.figure("startMillis");
            run.fill(Target.at(broker.bootstrap()));
            run.look(broker);
            broker.kill();
        }
        try (BrokerProcess broker = run.start("starting after a crash", settings.topic())) {
            run.figure("recoveryMillis");
            run.look(broker);
            broker.stop();
        }
        try (BrokerProcess broker = run.start("starting after a clean end", settings.topic())) {
            run.figure("restartMillis");
            run.look(broker);
        }
        return run.result(name(), launch.broker());
    }

    private void checkEmpty() throws IOException {
        if (!Files.isDirectory(data)) {
            return;
        }
        try (Stream<Path> files = Files.list(data)) {
            if (files.findAny().isPresent()) {
                throw new CliFailure(
                        "the directory " + data + " is not empty",
                        null,
                        "a broker's data in it would be crashed, filled and changed",
                        "the same with another --data",
                        null);
            }
        }
    }

    /** What one run knows. */
    private final class Run {
        private final Settings settings;
        private final Progress progress;
        private final int port;
        private final long begin = System.nanoTime();
        private final List<Figure> figures = new ArrayList<>();
        private final List<Event> events = new ArrayList<>();
        private double lastMillis;
        private long peakBytes;
        private Optional<String> flags = Optional.empty();

        Run(Settings settings, Progress progress, int port) {
            this.settings = settings;
            this.progress = progress;
            this.port = port;
        }

        /** Starts the broker and waits until it has acknowledged a record of {@code topic}. */
        BrokerProcess start(String what, String topic) throws IOException {
            progress.doing(what);
            BrokerProcess broker = BrokerProcess.start(launch, port, data);
            try {
                long acknowledged =
                        FirstAck.await(HostPort.parse(broker.bootstrap()), topic, PATIENCE, broker::checkRuns);
                flags = JvmFlags.of(broker.pid());
                lastMillis = (acknowledged - broker.startedNanos()) / NANOS_PER_MS;
                events.add(new Event(
                        (acknowledged - begin) / NANOS_PER_SECOND,
                        what + ": acknowledged after " + Math.round(lastMillis) + " ms"));
                return broker;
            } catch (CliFailure known) {
                broker.close();
                throw known;
            } catch (TimeoutException | RuntimeException failure) {
                broker.close();
                throw new CliFailure(
                        "the broker does not serve: " + failure.getMessage(),
                        null,
                        "",
                        "look at " + broker.log(),
                        failure);
            }
        }

        void figure(String name) {
            figures.add(new Figure(name, "ms", lastMillis, Figure.Better.LOWER));
        }

        /** Notes the most memory that the broker has had since it began, where the system tells. */
        void look(BrokerProcess broker) {
            if (ProcessProbe.isPossible()) {
                long peak = ProcessProbe.of(broker.pid()).sample().peakResidentBytes();
                peakBytes = Math.max(peakBytes, peak);
            }
        }

        void fill(Target target) throws IOException, InterruptedException {
            try (TestTopic topic = TestTopic.ready(settings, target)) {
                Filling.atLeast(topic, settings, progress);
            }
        }

        RunResult result(String workload, String broker) {
            if (peakBytes > 0) {
                figures.add(new Figure(
                        "brokerPeakResidentMb", "MB", peakBytes / Figures.BYTES_PER_MB, Figure.Better.LOWER));
            }
            Map<String, String> conditions = Conditions.of(settings);
            conditions.keySet().removeAll(List.of("warmup", "duration")); // there are none
            flags.ifPresent(text -> conditions.put(RunResult.BROKER_JVM, text));
            return new RunResult(
                    RunResult.SCHEMA,
                    workload,
                    settings.client().key(),
                    broker,
                    conditions,
                    figures,
                    List.of(),
                    events,
                    List.of(),
                    Optional.empty());
        }
    }
}
