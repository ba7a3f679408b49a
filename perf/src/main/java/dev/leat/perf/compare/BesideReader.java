package dev.leat.perf.compare;

import dev.leat.cli.output.CliFailure;
import dev.leat.perf.client.Client;
import dev.leat.perf.load.Progress;
import dev.leat.perf.load.Settings;
import dev.leat.perf.load.Target;
import dev.leat.perf.load.Workload;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/** Produces at a fixed rate while a reader that is far behind drains another topic as fast as it can. */
final class BesideReader implements Trial.Work {
    private static final Duration LONGER = Duration.ofSeconds(5); // the reader begins before and ends after

    private final double rate;
    private final long backlogBytes;

    BesideReader(double rate, long backlogBytes) {
        this.rate = rate;
        this.backlogBytes = backlogBytes;
    }

    @Override
    public List<RunResult> run(Stage stage, Progress progress) throws IOException, InterruptedException {
        Target target = stage.running();
        Effort effort = stage.effort();
        Settings reading = Trial.settings(
                stage,
                (builder, on) -> builder.client(Client.RAW)
                        .topic("backlog")
                        .fillBytes(effort.of(backlogBytes))
                        .connections(1)
                        .duration(effort.duration().plus(LONGER)));
        Settings producing = Trial.settings(
                stage, (builder, on) -> builder.client(Client.KAFKA).rate(rate));
        CountDownLatch reads = new CountDownLatch(1);
        CompletableFuture<RunResult> reader = new CompletableFuture<>();
        Thread thread =
                new Thread(() -> read(reading, target, new Announce(reads, progress), reader), "leat-perf-backlog");
        thread.start();
        reader.whenComplete((result, failure) -> reads.countDown());
        reads.await();
        RunResult produced = Workload.named("latency").run(producing, target, progress);
        return List.of(produced, resultOf(reader));
    }

    private static void read(Settings settings, Target target, Progress progress, CompletableFuture<RunResult> result) {
        try {
            result.complete(Workload.named("consume").run(settings, target, progress));
        } catch (IOException | InterruptedException | RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private static RunResult resultOf(CompletableFuture<RunResult> reader) throws InterruptedException {
        try {
            return reader.get();
        } catch (ExecutionException e) {
            throw CliFailure.of(e, "the same with --workloads fetch, which reads alone");
        }
    }

    /** Tells when the reader has begun to read. */
    private record Announce(CountDownLatch reads, Progress progress) implements Progress {
        @Override
        public void doing(String what) {
            progress.doing(what);
        }

        @Override
        public void measured(String what, double perSecond, String unit, double secondsLeft) {
            reads.countDown();
        }
    }
}
