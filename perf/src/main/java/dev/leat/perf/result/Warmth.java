package dev.leat.perf.result;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Whether a broker's JVM had compiled what it runs before it was measured. */
public final class Warmth {
    /** The share of the broker's processor time that compiled code while it was measured, in %. */
    public static final String FIGURE = "brokerCompilerCpuPercent";

    private static final double WARM = 10;

    private Warmth() {}

    /** What to say if one of {@code runs} was not warm; empty if all were, or nobody looked. */
    public static Optional<String> note(Collection<RunResult> runs) {
        return runs.stream()
                .map(run -> run.figure(FIGURE))
                .flatMapToDouble(OptionalDouble::stream)
                .filter(percent -> percent > WARM)
                .boxed()
                .max(Double::compare)
                .map(percent -> String.format(
                        Locale.ROOT,
                        "not warm: %.0f %% of the broker's processor time compiled code; a longer warm-up would tell more",
                        percent));
    }
}
