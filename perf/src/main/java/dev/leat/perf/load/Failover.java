package dev.leat.perf.load;

import dev.leat.cli.output.CliFailure;
import dev.leat.client.error.ClientException;
import dev.leat.perf.client.Client;
import dev.leat.perf.client.RecordSender;
import dev.leat.perf.result.Event;
import dev.leat.perf.result.Figure;
import dev.leat.perf.result.Figure.Better;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

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
        FutureTask<Happened> happening = new FutureTask<>(() -> happen(settings, load, events, progress));
        new Thread(happening, "leat-perf-outage").start();
        Target withoutPid = new Target(target.broker(), target.bootstrap(), OptionalLong.empty());
        try {
            RunResult result = Measurement.of(name(), Unit.RECORDS, load, settings, withoutPid, progress);
            Happened happened = join(happening);
            double longestMs = load.pauses().longest(0) / NANOS_PER_MS;
            if (load.pauses().lastedBeyond(happened.measuredUntilNanos)) {
                events.add(new Event(settings.duration().toMillis() / MS_PER_SECOND, "not back before the end"));
            }
            return withCounts(result, settings, target, load, before)
                    .with(new Figure("failoverMillis", "ms", longestMs, Better.LOWER))
                    .with(events);
        } catch (CliFailure | ClientException failure) {
            throw happening.isDone() ? notBack(failure, join(happening)) : failure;
        } finally {
            happening.cancel(true); // if the load failed before
        }
    }

    /**
     * What there is to know of the outage.
     *
     * @param measuredUntilNanos when the load ends that latencies are taken of
     * @param said               where stands what the broker says that was told to start
     */
    private record Happened(long measuredUntilNanos, Optional<Path> said) {}

    private Happened happen(Settings settings, PacedLoad load, List<Event> events, Progress progress)
            throws IOException, InterruptedException {
        long thirdMs = settings.duration().toMillis() / OUTAGE_AT;
        TimeUnit.MILLISECONDS.sleep(settings.warmup().toMillis() + thirdMs);
        load.pauses().reset();
        long begin = System.nanoTime();
        outage.begin();
        events.add(new Event(thirdMs / MS_PER_SECOND, "broker is ended"));
        Optional<Path> said = outage.end();
        said.ifPresent(log -> progress.note("what the broker says that was told to start: " + log));
        double ended = (System.nanoTime() - begin) / NANOS_PER_MS;
        events.add(new Event((thirdMs + ended) / MS_PER_SECOND, "broker gone, told to start"));
        long left = settings.duration().toMillis() - thirdMs;
        return new Happened(begin + TimeUnit.MILLISECONDS.toNanos(left), said);
    }

    private static Happened join(FutureTask<Happened> happening) throws IOException, InterruptedException {
        try {
            return happening.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw failure.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failure);
        }
    }

    private static CliFailure notBack(RuntimeException failure, Happened happened) {
        CliFailure known = CliFailure.of(failure, "");
        String next = happened.said.map(log -> "read what it says: " + log).orElse("the same with more --seconds");
        return new CliFailure(known.what(), known.errorCode(), "the broker that was ended is not back", next, failure);
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
