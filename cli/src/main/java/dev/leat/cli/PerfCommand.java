package dev.leat.cli;

import dev.leat.cli.output.CliFailure;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Has {@code leat perf} listed and completed. It runs from a jar of its own, which {@code bin/leat} takes for this verb. */
@Command(name = "perf", header = "Measure a broker: throughput, latency, cost; Leat beside Apache Kafka.")
final class PerfCommand implements Runnable {
    @Unmatched
    private List<String> all = List.of();

    @Override
    public void run() {
        throw new CliFailure(
                "this jar does not measure",
                null,
                "leat perf is in a jar of its own, so that this one stays small",
                "bin/leat perf " + String.join(" ", all),
                null);
    }
}
