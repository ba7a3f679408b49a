package dev.leat.perf.load;

import dev.leat.cli.output.CliFailure;
import dev.leat.perf.result.RunResult;
import java.io.IOException;

/** Something to ask of a broker, and what to count of it. Stateless: any thread runs it, several at once too. */
public interface Workload {
    /** The stable key, such as {@code end-to-end}. */
    String name();

    /**
     * Runs once, from making the topic to the last figure.
     *
     * @throws CliFailure if it cannot be done so, or the broker refused something
     */
    RunResult run(Settings settings, Target target, Progress progress) throws IOException, InterruptedException;

    /** The workload with this key; {@link IllegalArgumentException} names those there are. */
    static Workload named(String key) {
        return Workloads.named(key);
    }
}
