package dev.leat.perf.load;

import dev.leat.cli.output.CliFailure;
import dev.leat.perf.client.Counts;
import dev.leat.perf.client.LoadFailure;
import dev.leat.perf.process.JvmFlags;
import dev.leat.perf.process.OwnCpu;
import dev.leat.perf.process.ProcessProbe;
import dev.leat.perf.process.ProcessUsage;
import dev.leat.perf.result.LatencySummary;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets a load warm up and then looks at it twice, at the begin and at the end of what counts. Nothing is stopped or flushed
 * for that: a figure is the difference of two looks, whatever is under way at either.
 */
final class Measurement {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long LOOK_NANOS = 5_000_000; // how often somebody sees whether it is over
    private static final long SECOND_NANOS = 1_000_000_000;

    /** All that is looked at, at one moment. */
    private record Look(
            long nanos,
            Counts counts,
            double clientCpu,
            @Nullable ProcessUsage broker) {}

    private final String workload;
    private final Unit unit;
    private final Settings settings;
    private final Target target;
    private final Progress progress;
    private final Load load;
    private final @Nullable ProcessProbe probe;
    private final Course course;
    private final long begin;

    private Measurement(String workload, Unit unit, Load load, Settings settings, Target target, Progress progress)
            throws IOException {
        this.workload = workload;
        this.unit = unit;
        this.settings = settings;
        this.target = target;
        this.progress = progress;
        this.load = load;
        probe = target.pid().isPresent() ? ProcessProbe.of(target.pid().getAsLong()) : null;
        long warmup = settings.warmup().toNanos();
        begin = System.nanoTime() + warmup;
        course = new Course(
                unit,
                load,
                -warmup / NANOS_PER_SECOND,
                settings.hlog(),
                System.currentTimeMillis() + warmup / 1_000_000);
    }

    /**
     * Runs {@code load} from its start to its end, and closes it.
     *
     * @throws CliFailure if the load failed
     */
    static RunResult of(String workload, Unit unit, Load load, Settings settings, Target target, Progress progress)
            throws IOException, InterruptedException {
        try (load) {
            return new Measurement(workload, unit, load, settings, target, progress).run();
        } catch (IOException | InterruptedException | RuntimeException known) {
            throw known;
        } catch (Exception closing) {
            throw new IllegalStateException(closing);
        }
    }

    private RunResult run() throws IOException, InterruptedException {
        load.start();
        watch("warming up", begin, Long.MAX_VALUE);
        if (probe != null) {
            probe.resetPeak();
        }
        Look first = look();
        course.beginToCount(secondsOf(first.nanos), first.counts);
        long enough = settings.records() > 0 ? first.counts.records() + settings.records() : Long.MAX_VALUE;
        watch(workload, first.nanos + settings.duration().toNanos(), enough);
        Look last = look();
        if (!settings.closed()) {
            load.noteWhatIsLate();
        }
        course.tick(secondsOf(last.nanos), last.counts);
        course.close();
        return result(first, last);
    }

    private Look look() {
        return new Look(System.nanoTime(), load.counts(), OwnCpu.seconds(), probe == null ? null : probe.sample());
    }

    private double secondsOf(long nanos) {
        return (nanos - begin) / NANOS_PER_SECOND;
    }

    /** Waits until it is {@code end} or {@code enough} records were counted, and tells of every second meanwhile. */
    private void watch(String what, long end, long enough) throws InterruptedException {
        long nextTick = System.nanoTime() + SECOND_NANOS;
        for (long now = System.nanoTime(); now - end < 0; now = System.nanoTime()) {
            throwIfFailed();
            Counts counts = load.counts();
            if (counts.records() >= enough) {
                return;
            }
            if (now - nextTick >= 0) {
                double rate = course.tick(secondsOf(now), counts);
                progress.measured(what, rate, unit.perSecond(), (end - now) / NANOS_PER_SECOND);
                nextTick += SECOND_NANOS;
            }
            LockSupport.parkNanos(Math.min(LOOK_NANOS, end - now));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private void throwIfFailed() {
        Exception failure = load.failure();
        if (failure != null) {
            throw LoadFailure.of(failure);
        }
    }

    private Map<String, String> conditions() {
        Map<String, String> conditions = Conditions.of(settings);
        target.pid().stream()
                .mapToObj(JvmFlags::of)
                .flatMap(Optional::stream)
                .forEach(flags -> noteJvm(flags, conditions));
        return conditions;
    }

    private static void noteJvm(String flags, Map<String, String> conditions) {
        conditions.put(RunResult.BROKER_JVM, flags);
        JvmFlags.heapIn(flags).ifPresent(heap -> conditions.replace(Conditions.HEAP, Conditions.UNKNOWN, heap));
    }

    private RunResult result(Look first, Look last) {
        throwIfFailed();
        Counts done = last.counts.minus(first.counts);
        if (done.equals(Counts.NONE)) {
            throw new CliFailure(
                    "nothing was counted in the measured time",
                    null,
                    "the broker was busy or too slow for so short a run",
                    "the same with a longer --seconds",
                    null);
        }
        Figures figures = new Figures(done)
                .rates((last.nanos - first.nanos) / NANOS_PER_SECOND)
                .cpu("client", last.clientCpu - first.clientCpu);
        if (first.broker != null && last.broker != null) {
            figures.broker(last.broker.minus(first.broker));
        }
        figures.add(LatencySummary.figures(course.latencies()));
        return new RunResult(
                RunResult.SCHEMA,
                workload,
                settings.client().key(),
                target.broker(),
                conditions(),
                figures.list(),
                course.series(),
                List.of(),
                LatencySummary.percentiles(course.latencies()),
                settings.hlog().map(path -> String.valueOf(path.getFileName())));
    }
}
