package dev.leat.perf.load;

import dev.leat.cli.output.CliFailure;
import dev.leat.perf.client.Client;
import dev.leat.perf.client.RecordSender;
import dev.leat.perf.result.Event;
import dev.leat.perf.result.Figure;
import dev.leat.perf.result.Figure.Better;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Records at a fixed rate through a library's producer, while a broker goes away after a third of the time and comes back:
 * the longest time without an acknowledgement, how long records took, and whether each is in the log once.
 *
 * @param outage what happens to the broker
 */
public record Failover(Outage outage) implements Workload {
    private static final double USUAL_RATE = 1_000;
    private static final int OUTAGE_AT = 3; // after a third of the time
    private static final double NANOS_PER_MS = 1e6;
    private static final double MS_PER_SECOND = 1e3;

    @Override
    public String name() {
        return "failover";
    }

    @Override
    public RunResult run(Settings given, Target target, Progress progress) throws IOException, InterruptedException {
        if (given.client() == Client.RAW) {
            throw new CliFailure(
                    "the raw client does not find a broker again",
                    null,
                    "",
                    "the same with --client leat or kafka",
                    null);
        }
        Settings settings =
                given.rate() > 0 ? given : given.toBuilder().rate(USUAL_RATE).build();
        long before;
        try (TestTopic topic = TestTopic.ready(settings, target)) {
            before = topic.records();
        }
        RecordSender sender = Workloads.sender(settings, target, true);
        PacedLoad load = new PacedLoad(sender, settings);
        List<Event> events = new ArrayList<>();
        FutureTask<@Nullable Void> happening = new FutureTask<>(() -> happen(settings, load, events, progress));
        new Thread(happening, "leat-perf-outage").start();
        Target withoutPid = new Target(target.broker(), target.bootstrap(), OptionalLong.empty());
        try {
            RunResult result = Measurement.of(name(), Unit.RECORDS, load, settings, withoutPid, progress);
            join(happening);
            double longestMs = load.pauses().longest(0) / NANOS_PER_MS;
            lateReturn(settings, longestMs).ifPresent(events::add);
            return withCounts(result, settings, target, load, before)
                    .with(new Figure("failoverMillis", "ms", longestMs, Better.LOWER))
                    .with(events);
        } finally {
            happening.cancel(true); // if the load failed before
        }
    }

    /** What to tell if the pause was longer than there was time left: latencies end before it. */
    static Optional<Event> lateReturn(Settings settings, double longestMs) {
        long wholeMs = settings.duration().toMillis();
        return longestMs <= wholeMs - wholeMs / OUTAGE_AT
                ? Optional.empty()
                : Optional.of(new Event(wholeMs / MS_PER_SECOND, "not back before the end"));
    }

    private @Nullable Void happen(Settings settings, PacedLoad load, List<Event> events, Progress progress)
            throws IOException, InterruptedException {
        long thirdMs = settings.duration().toMillis() / OUTAGE_AT;
        TimeUnit.MILLISECONDS.sleep(settings.warmup().toMillis() + thirdMs);
        load.pauses().reset();
        long begin = System.nanoTime();
        outage.begin();
        events.add(new Event(thirdMs / MS_PER_SECOND, "broker is ended"));
        outage.end().ifPresent(log -> progress.doing("what the broker says that was told to start: " + log));
        double ended = (System.nanoTime() - begin) / NANOS_PER_MS;
        events.add(new Event((thirdMs + ended) / MS_PER_SECOND, "broker gone, told to start"));
        return null;
    }

    private static void join(FutureTask<@Nullable Void> happening) throws IOException, InterruptedException {
        try {
            happening.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw failure.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failure);
        }
    }

    private static RunResult withCounts(
            RunResult result, Settings settings, Target target, PacedLoad load, long before) {
        long inLog;
        try (TestTopic topic = TestTopic.ready(settings, target)) {
            inLog = topic.records() - before;
        }
        long acknowledged = load.counts().records();
        return result.with(new Figure("recordsLost", "records", Math.max(0, acknowledged - inLog), Better.LOWER))
                .with(new Figure("recordsTwice", "records", Math.max(0, inLog - load.sent()), Better.LOWER));
    }
}
