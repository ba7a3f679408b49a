package dev.leat.perf.load;

import dev.leat.cli.output.CliFailure;
import dev.leat.perf.client.Client;
import dev.leat.perf.client.RecordReader;
import dev.leat.perf.client.RecordSender;
import dev.leat.perf.client.raw.Frame;
import dev.leat.perf.client.raw.Route;
import dev.leat.perf.process.WriteBack;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.util.List;

/** The workloads that need nothing but a running broker. */
final class Workloads {
    private static final double USUAL_RATE = 1_000;

    /** A workload whose work is one load. */
    private record Simple(String name, Unit unit, Opening opening) implements Workload {
        @Override
        public RunResult run(Settings settings, Target target, Progress progress)
                throws IOException, InterruptedException {
            boolean timed = unit == Unit.RECORDS; // and so needs a rate
            Settings whole = timed && settings.rate() == 0
                    ? settings.toBuilder().rate(USUAL_RATE).build()
                    : settings;
            try (TestTopic topic = TestTopic.ready(whole, target)) {
                Load load = opening.open(topic, whole, target, progress);
                return Measurement.of(name, unit, load, whole, target, progress);
            }
        }
    }

    /** Makes a load ready to start. */
    @FunctionalInterface
    private interface Opening {
        Load open(TestTopic topic, Settings settings, Target target, Progress progress)
                throws IOException, InterruptedException;
    }

    private static final List<Workload> ALL = List.of(
            new Simple("produce", Unit.MEGABYTES, Workloads::produce),
            new Simple("consume", Unit.MEGABYTES, Workloads::consume),
            new Simple("latency", Unit.RECORDS, Workloads::latency),
            new Simple("end-to-end", Unit.RECORDS, Workloads::endToEnd),
            new Simple("requests", Unit.REQUESTS, Workloads::requests),
            new Partitions());

    private Workloads() {}

    static Workload named(String key) {
        return ALL.stream()
                .filter(workload -> workload.name().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload '" + key + "'; there are "
                        + ALL.stream().map(Workload::name).toList()));
    }

    private static Load produce(TestTopic topic, Settings settings, Target target, Progress progress)
            throws IOException {
        if (settings.client() == Client.RAW) {
            return raw(topic, settings.toBuilder().api(Api.PRODUCE).build());
        }
        return new FloodLoad(sender(settings, target, false), settings, false);
    }

    private static Load consume(TestTopic topic, Settings settings, Target target, Progress progress)
            throws IOException, InterruptedException {
        Filling.atLeast(topic, settings, progress);
        settle(progress);
        if (settings.client() == Client.RAW) {
            return raw(topic, settings.toBuilder().api(Api.FETCH).build());
        }
        return new ReadLoad(reader(settings, target));
    }

    private static void settle(Progress progress) throws InterruptedException {
        progress.doing("waiting for the disk");
        WriteBack.settle();
    }

    private static Load requests(TestTopic topic, Settings settings, Target target, Progress progress)
            throws IOException, InterruptedException {
        if (settings.client() != Client.RAW) {
            throw new CliFailure(
                    "bare requests are sent by the raw client alone",
                    null,
                    "a library chooses its requests itself",
                    "the same with --client raw, or leat perf produce",
                    null);
        }
        if (settings.api() == Api.FETCH) {
            Filling.atLeast(topic, settings, progress);
            settle(progress);
        }
        return raw(topic, settings);
    }

    private static Load raw(TestTopic topic, Settings settings) throws IOException {
        List<Route> routes = topic.routes(settings.connections(), settings.api() == Api.FETCH);
        Frame frame = RawFrames.of(settings, routes.get(0).leader());
        return new RawLoad(routes, frame, settings.inFlight(), settings.threads());
    }

    private static Load latency(TestTopic topic, Settings settings, Target target, Progress progress)
            throws IOException {
        if (settings.client() == Client.RAW) {
            return RawPacedLoad.toAcknowledgement(
                    topic.routes(settings.connections(), false), RawFrames.single(settings), settings);
        }
        return new PacedLoad(sender(settings, target, true), settings);
    }

    private static Load endToEnd(TestTopic topic, Settings settings, Target target, Progress progress)
            throws IOException {
        if (settings.client() == Client.RAW) {
            return RawPacedLoad.toArrival(
                    topic.routes(settings.connections(), false),
                    RawFrames.stamped(settings),
                    topic.ends(),
                    RawFrames.tail(settings),
                    settings);
        }
        return new EndToEndLoad(sender(settings, target, true), reader(settings, target), settings);
    }

    /** @param prompt whether it sends at once, in place of its library's own choice */
    static RecordSender sender(Settings settings, Target target, boolean prompt) {
        return RecordSender.of(
                settings.client(),
                prompt ? ClientSettings.promptProducer(settings, target) : ClientSettings.producer(settings, target),
                settings.topic());
    }

    private static RecordReader reader(Settings settings, Target target) {
        return RecordReader.of(
                settings.client(), ClientSettings.consumer(settings, target), settings.topic(), settings.partitions());
    }
}
