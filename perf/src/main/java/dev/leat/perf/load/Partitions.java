package dev.leat.perf.load;

import dev.leat.cli.output.CliFailure;
import dev.leat.perf.client.Client;
import dev.leat.perf.client.raw.Frame;
import dev.leat.perf.client.raw.Route;
import dev.leat.perf.client.raw.Sweep;
import dev.leat.perf.result.Figure;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * A topic of many partitions: how long until every one of them has acknowledged a record, from the request that makes the
 * topic on; and then how much goes in, spread over all.
 */
final class Partitions implements Workload {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final double NANOS_PER_MS = 1e6;
    private static final int CONNECTIONS_TO_EACH_LEADER = 1;

    @Override
    public String name() {
        return "partitions";
    }

    @Override
    public RunResult run(Settings settings, Target target, Progress progress) throws IOException, InterruptedException {
        progress.doing("making " + settings.partitions() + " partitions");
        Frame single = RawFrames.single(settings);
        try (TestTopic topic = TestTopic.none(settings, target)) {
            long begin = System.nanoTime();
            topic.create();
            for (Route leader : topic.routes(topic.leaders() * CONNECTIONS_TO_EACH_LEADER, false)) {
                sweep(leader, single);
            }
            double serveMillis = (System.nanoTime() - begin) / NANOS_PER_MS;
            RunResult result =
                    Measurement.of(name(), Unit.MEGABYTES, load(topic, settings, target), settings, target, progress);
            return result.with(new Figure("serveMillis", "ms", serveMillis, Figure.Better.LOWER));
        }
    }

    private static void sweep(Route leader, Frame single) throws IOException {
        try {
            Sweep.awaitAll(leader, single, PATIENCE);
        } catch (TimeoutException late) {
            throw new CliFailure(String.valueOf(late.getMessage()), null, "", "look at the broker's log", late);
        }
    }

    private static Load load(TestTopic topic, Settings settings, Target target) throws IOException {
        if (settings.client() == Client.RAW) {
            List<Route> routes = topic.routes(settings.connections(), false);
            return new RawLoad(routes, RawFrames.produce(settings), settings.inFlight(), settings.threads());
        }
        return new FloodLoad(Workloads.sender(settings, target, false), settings, true);
    }
}
